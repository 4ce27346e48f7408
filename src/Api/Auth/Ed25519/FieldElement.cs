using System.Buffers.Binary;
using System.Numerics;

namespace TaskActors.Api.Auth.Ed25519;

/// <summary>
/// A number modulo p = 2^255 − 19, in five limbs of 51 bits. It takes as long as it takes: all it meets is public.
/// </summary>
internal readonly struct FieldElement
{
    public const int Size = 32;

    private const int Bits = 51;
    private const ulong Mask = (1UL << Bits) - 1;

    // Twice p, limb by limb: added before subtracting, so that no limb goes below zero.
    private const ulong TwiceLowest = (1UL << 52) - 38;
    private const ulong TwiceOther = (1UL << 52) - 2;

    private static readonly byte[] PrimeLessTwo = (BigInteger.Pow(2, 255) - 21).ToByteArray();

    private readonly ulong _l0;
    private readonly ulong _l1;
    private readonly ulong _l2;
    private readonly ulong _l3;
    private readonly ulong _l4;

    /// <summary>Limbs may have up to 60 bits here; afterwards each is below 2^52.</summary>
    private FieldElement(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        l1 += l0 >> Bits;
        l2 += l1 >> Bits;
        l3 += l2 >> Bits;
        l4 += l3 >> Bits;
        _l0 = (l0 & Mask) + (19 * (l4 >> Bits));
        _l1 = l1 & Mask;
        _l2 = l2 & Mask;
        _l3 = l3 & Mask;
        _l4 = l4 & Mask;
    }

    public static BigInteger Prime { get; } = BigInteger.Pow(2, 255) - 19;

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0, 0);

    public bool IsZero => ToBytes().AsSpan().IndexOfAnyExcept((byte)0) < 0;

    /// <summary>The sign that an encoded point keeps of its x.</summary>
    public bool IsOdd => (ToBytes()[0] & 1) == 1;

    public static FieldElement operator +(in FieldElement a, in FieldElement b) =>
        new(a._l0 + b._l0, a._l1 + b._l1, a._l2 + b._l2, a._l3 + b._l3, a._l4 + b._l4);

    public static FieldElement operator -(in FieldElement a, in FieldElement b) => new(
        a._l0 + TwiceLowest - b._l0,
        a._l1 + TwiceOther - b._l1,
        a._l2 + TwiceOther - b._l2,
        a._l3 + TwiceOther - b._l3,
        a._l4 + TwiceOther - b._l4);

    public static FieldElement operator -(in FieldElement a) => Zero - a;

    /// <summary>Schoolbook; what lies above 2^255 comes back in at the bottom, times 19.</summary>
    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        var (b1, b2, b3, b4) = (19 * b._l1, 19 * b._l2, 19 * b._l3, 19 * b._l4);
        return Reduce(
            Math.BigMul(a._l0, b._l0) + Math.BigMul(a._l1, b4) + Math.BigMul(a._l2, b3) + Math.BigMul(a._l3, b2)
                + Math.BigMul(a._l4, b1),
            Math.BigMul(a._l0, b._l1) + Math.BigMul(a._l1, b._l0) + Math.BigMul(a._l2, b4) + Math.BigMul(a._l3, b3)
                + Math.BigMul(a._l4, b2),
            Math.BigMul(a._l0, b._l2) + Math.BigMul(a._l1, b._l1) + Math.BigMul(a._l2, b._l0) + Math.BigMul(a._l3, b4)
                + Math.BigMul(a._l4, b3),
            Math.BigMul(a._l0, b._l3) + Math.BigMul(a._l1, b._l2) + Math.BigMul(a._l2, b._l1)
                + Math.BigMul(a._l3, b._l0) + Math.BigMul(a._l4, b4),
            Math.BigMul(a._l0, b._l4) + Math.BigMul(a._l1, b._l3) + Math.BigMul(a._l2, b._l2)
                + Math.BigMul(a._l3, b._l1) + Math.BigMul(a._l4, b._l0));
    }

    /// <summary>The square, which needs only 15 of the 25 products.</summary>
    public FieldElement Square()
    {
        var (d0, d1) = (2 * _l0, 2 * _l1);
        var (n3, n4) = (19 * _l3, 19 * _l4);
        return Reduce(
            Math.BigMul(_l0, _l0) + Math.BigMul(d1, n4) + Math.BigMul(2 * _l2, n3),
            Math.BigMul(d0, _l1) + Math.BigMul(2 * _l2, n4) + Math.BigMul(_l3, n3),
            Math.BigMul(d0, _l2) + Math.BigMul(_l1, _l1) + Math.BigMul(2 * _l3, n4),
            Math.BigMul(d0, _l3) + Math.BigMul(d1, _l2) + Math.BigMul(_l4, n4),
            Math.BigMul(d0, _l4) + Math.BigMul(d1, _l3) + Math.BigMul(_l2, _l2));
    }

    /// <summary>Raised to a power, whose bytes begin with the lowest.</summary>
    public FieldElement Power(ReadOnlySpan<byte> exponent)
    {
        var result = One;
        for (var bit = (8 * exponent.Length) - 1; bit >= 0; bit--)
        {
            result = result.Square();
            result = IsSet(exponent, bit) ? result * this : result;
        }

        return result;
    }

    /// <summary>One divided by it (Fermat); zero stays zero.</summary>
    public FieldElement Invert() => Power(PrimeLessTwo);

    public static bool IsSet(ReadOnlySpan<byte> number, int bit) => ((number[bit / 8] >> (bit % 8)) & 1) == 1;

    public bool IsEqualTo(in FieldElement other) => (this - other).IsZero;

    /// <summary>Reads 255 bits, the lowest byte first; the highest bit is ignored, and p itself is zero.</summary>
    public static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        var (w0, w1) = (Word(bytes, 0), Word(bytes, 1));
        var (w2, w3) = (Word(bytes, 2), Word(bytes, 3));
        return new FieldElement(
            w0 & Mask,
            ((w0 >> 51) | (w1 << 13)) & Mask,
            ((w1 >> 38) | (w2 << 26)) & Mask,
            ((w2 >> 25) | (w3 << 39)) & Mask,
            (w3 >> 12) & Mask);
    }

    /// <summary>The only encoding below p.</summary>
    public byte[] ToBytes()
    {
        var value = new FieldElement(_l0, _l1, _l2, _l3, _l4);

        // One more p is in it exactly if adding 19 reaches 2^255.
        var over = (value._l0 + 19) >> Bits;
        over = (value._l1 + over) >> Bits;
        over = (value._l2 + over) >> Bits;
        over = (value._l3 + over) >> Bits;
        over = (value._l4 + over) >> Bits;
        value = new FieldElement(value._l0 + (19 * over), value._l1, value._l2, value._l3, value._l4 - (over << Bits));

        var bytes = new byte[Size];
        Span<byte> span = bytes;
        BinaryPrimitives.WriteUInt64LittleEndian(span, value._l0 | (value._l1 << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(span[8..], (value._l1 >> 13) | (value._l2 << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(span[16..], (value._l2 >> 26) | (value._l3 << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(span[24..], (value._l3 >> 39) | (value._l4 << 12));
        return bytes;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * index)..]);

    private static FieldElement Reduce(UInt128 r0, UInt128 r1, UInt128 r2, UInt128 r3, UInt128 r4)
    {
        r1 += (ulong)(r0 >> Bits);
        r2 += (ulong)(r1 >> Bits);
        r3 += (ulong)(r2 >> Bits);
        r4 += (ulong)(r3 >> Bits);
        return new FieldElement(
            ((ulong)r0 & Mask) + (19 * (ulong)(r4 >> Bits)),
            (ulong)r1 & Mask,
            (ulong)r2 & Mask,
            (ulong)r3 & Mask,
            (ulong)r4 & Mask);
    }
}
