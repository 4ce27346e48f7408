using System.Numerics;
using TaskActors.Api.Auth;
using Xunit;

namespace TaskActors.Tests.Auth.Ed25519;

/// <summary>Which bytes are no public key.</summary>
public sealed class Ed25519SecurityKeyTests
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;

    /// <summary>All points of small order, and encodings of them that are not canonical.</summary>
    public static TheoryData<string> SmallOrder() =>
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    [Theory]
    [MemberData(nameof(SmallOrder))]
    public void A_key_of_small_order_is_refused(string key) =>
        Assert.Null(Ed25519SecurityKey.TryCreate(Convert.FromHexString(key)));

    [Fact]
    public void A_y_that_is_not_below_p_is_refused()
    {
        for (var small = 0; small < 19; small++)
        {
            Assert.Null(Ed25519SecurityKey.TryCreate(TestSigner.Bytes(Prime + small)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_key_of_another_length_is_refused(int length) =>
        Assert.Null(Ed25519SecurityKey.TryCreate(new TestSigner(new byte[32]).PublicKey.Concat(new byte[64])
            .Take(length).ToArray()));
}
