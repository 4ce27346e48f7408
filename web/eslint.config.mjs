import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

const rules = [
  { ignores: [".next/", "lib/openapi.ts", "next-env.d.ts"] },
  ...next,
  ...typescript,
  {
    rules: {
      "max-len": ["error", { code: 120 }],
      "max-lines": ["error", 300],
      // A load, not a route change, whenever the user changes: nothing of the last one may stay in memory.
      "@next/next/no-location-assign-relative-destination": "off",
    },
  },
];

export default rules;
