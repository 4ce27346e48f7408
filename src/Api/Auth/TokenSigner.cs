using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TaskActors.Api.Auth;

/// <summary>Signs tokens for a try-out, in the shape that the frontends mint themselves.</summary>
internal static class TokenSigner
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    /// <summary>A token signed with the first secret, which says what the options ask for.</summary>
    public static string Sign(TokenOptions options, TokenClaims claims, DateTimeOffset now)
    {
        var signed = $"{Header}.{Base64Url.EncodeToString(Payload(options, claims, now))}";
        var signature = HMACSHA256.HashData(options.Secrets[0].Key, Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static ReadOnlySpan<byte> Payload(TokenOptions options, TokenClaims claims, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteIfPresent(json, "sub", claims.Subject);
            WriteIfPresent(json, "email", claims.Email);
            WriteIfPresent(json, "name", claims.Name);
            WriteIfPresent(json, "iss", options.Issuer);
            WriteIfPresent(json, "aud", options.Audience);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", claims.ExpiresAt.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static void WriteIfPresent(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
