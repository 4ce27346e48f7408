using System.Buffers.Binary;

namespace TaskActors.Api.Auth.Ed25519;

/// <summary>
/// A point of edwards25519 in extended coordinates (RFC 8032, 5.1.4): x = X/Z, y = Y/Z, xy = T/Z. Its formulas have no
/// exceptions on this curve.
/// </summary>
internal readonly struct EdwardsPoint
{
    private static readonly FieldElement D = -Small(121_665) * Small(121_666).Invert();
    private static readonly FieldElement TwiceD = D + D;
    private static readonly FieldElement RootOfMinusOne =
        Small(2).Power(((FieldElement.Prime - 1) / 4).ToByteArray());

    // The exponent that takes a root and divides at once (RFC 8032, 5.1.3).
    private static readonly byte[] RootExponent = ((FieldElement.Prime - 5) / 8).ToByteArray();

    private readonly FieldElement _x;
    private readonly FieldElement _y;
    private readonly FieldElement _z;
    private readonly FieldElement _t;

    private EdwardsPoint(in FieldElement x, in FieldElement y, in FieldElement z, in FieldElement t)
    {
        _x = x;
        _y = y;
        _z = z;
        _t = t;
    }

    /// <summary>The point that all signatures start from: y = 4/5, x even.</summary>
    public static EdwardsPoint Generator { get; } = Decode((Small(4) * Small(5).Invert()).ToBytes())!.Value;

    /// <summary>The neutral element.</summary>
    public static EdwardsPoint Neutral { get; } =
        new(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);

    /// <summary>Whether it vanishes when multiplied by the cofactor 8: no secret is behind such a point.</summary>
    public bool HasSmallOrder
    {
        get
        {
            var multiple = Double().Double().Double();
            return multiple._x.IsZero && multiple._y.IsEqualTo(multiple._z);
        }
    }

    public static EdwardsPoint operator +(in EdwardsPoint p, in EdwardsPoint q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwiceD * q._t;
        var d = (p._z + p._z) * q._z;
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new EdwardsPoint(e * f, g * h, f * g, e * h);
    }

    public static EdwardsPoint operator -(in EdwardsPoint p) => new(-p._x, p._y, p._z, -p._t);

    /// <summary>Twice the point.</summary>
    public EdwardsPoint Double()
    {
        var a = _x.Square();
        var b = _y.Square();
        var z = _z.Square();
        var h = a + b;
        var e = h - (_x + _y).Square();
        var g = a - b;
        var f = z + z + g;
        return new EdwardsPoint(e * f, g * h, f * g, e * h);
    }

    /// <summary>p·m + q·n, bit by bit for both at once; the bytes of a number begin with the lowest.</summary>
    public static EdwardsPoint Combine(
        in EdwardsPoint p, ReadOnlySpan<byte> m, in EdwardsPoint q, ReadOnlySpan<byte> n)
    {
        var both = p + q;
        var sum = Neutral;
        for (var bit = (8 * FieldElement.Size) - 1; bit >= 0; bit--)
        {
            sum = sum.Double();
            sum = (FieldElement.IsSet(m, bit), FieldElement.IsSet(n, bit)) switch
            {
                (true, true) => sum + both,
                (true, false) => sum + p,
                (false, true) => sum + q,
                _ => sum,
            };
        }

        return sum;
    }

    /// <summary>
    /// Reads an encoded point (RFC 8032, 5.1.3); null for a y that is not below p, that no point has, or whose x of
    /// zero has a sign.
    /// </summary>
    public static EdwardsPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != FieldElement.Size)
        {
            return null;
        }

        var sign = (bytes[^1] & 0x80) != 0;
        var y = FieldElement.FromBytes(bytes);
        if (!IsCanonical(bytes, y) || FindX(y) is not { } x || (sign && x.IsZero))
        {
            return null;
        }

        x = x.IsOdd == sign ? x : -x;
        return new EdwardsPoint(x, y, FieldElement.One, x * y);
    }

    /// <summary>The only encoding of the point.</summary>
    public byte[] Encode()
    {
        var inverse = _z.Invert();
        var bytes = (_y * inverse).ToBytes();
        bytes[^1] |= (_x * inverse).IsOdd ? (byte)0x80 : (byte)0;
        return bytes;
    }

    /// <summary>A root of (y² − 1) / (dy² + 1), if there is one.</summary>
    private static FieldElement? FindX(in FieldElement y)
    {
        var square = y.Square();
        var u = square - FieldElement.One;
        var v = (D * square) + FieldElement.One;
        var cube = v.Square() * v;
        var x = u * cube * (u * cube.Square() * v).Power(RootExponent);
        var check = v * x.Square();
        return check.IsEqualTo(u) ? x
            : check.IsEqualTo(-u) ? x * RootOfMinusOne
            : null;
    }

    private static bool IsCanonical(ReadOnlySpan<byte> bytes, in FieldElement y)
    {
        ReadOnlySpan<byte> canonical = y.ToBytes();
        return bytes[..^1].SequenceEqual(canonical[..^1]) && (bytes[^1] & 0x7F) == canonical[^1];
    }

    private static FieldElement Small(int number)
    {
        Span<byte> bytes = stackalloc byte[FieldElement.Size];
        bytes.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return FieldElement.FromBytes(bytes);
    }
}
