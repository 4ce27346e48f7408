using System.Text.Json;
using TaskActors.Api.Auth;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Auth.Ed25519;

/// <summary>What must be accepted and refused: the vectors of RFC 8032 and Wycheproof.</summary>
public sealed class Ed25519Tests
{
    private static readonly JsonElement Rfc8032 = JsonDocument.Parse(
        File.ReadAllText(Repository.PathOf("tests/Api.Tests/Auth/Ed25519/rfc8032.json"))).RootElement;

    public static TheoryData<int> Vectors() => [.. Enumerable.Range(0, Rfc8032.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signatures_of_the_standard_are_accepted_and_no_other(int index)
    {
        var vector = Rfc8032[index];
        var key = Ed25519SecurityKey.TryCreate(Hex(vector, "public"))!;
        var (message, signature) = (Hex(vector, "message"), Hex(vector, "signature"));

        Assert.True(key.HasSigned(message, signature));
        Assert.False(key.HasSigned([.. message, 0], signature));
        Assert.False(key.HasSigned(message, [.. signature, 0]));
        Assert.False(key.HasSigned(message, signature.AsSpan(0, 63)));
        Assert.False(key.HasSigned(message, []));
        Assert.All(Enumerable.Range(0, 64), at =>
        {
            byte[] changed = [.. signature];
            changed[at] ^= 1;
            Assert.False(key.HasSigned(message, changed));
        });
    }

    [SkippableFact]
    public void Wycheproof_agrees()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var group in TestVectors.Read("ed25519_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var key = Ed25519SecurityKey.TryCreate(Hex(group.GetProperty("publicKey"), "pk"));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                var isGood = key is not null && key.HasSigned(Hex(test, "msg"), Hex(test, "sig"));
                if (isGood != (test.GetProperty("result").GetString() == "valid"))
                {
                    wrong.Add($"{test.GetProperty("tcId")}: {test.GetProperty("comment")}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(count >= 150, $"There are only {count} vectors.");
    }

    [Fact]
    public void A_signature_whose_S_is_raised_by_L_is_refused()
    {
        var signer = new TestSigner(new byte[32]);
        var key = Ed25519SecurityKey.TryCreate(signer.PublicKey)!;
        var signature = signer.Sign("message"u8);

        Assert.True(key.HasSigned("message"u8, signature));
        Assert.False(key.HasSigned("message"u8, TestSigner.Raise(signature)));
        Assert.False(key.HasSigned("message"u8, new byte[64]));
    }

    [Fact]
    public async Task Many_may_verify_at_once()
    {
        var signers = Enumerable.Range(0, 8).Select(seed => new TestSigner([(byte)seed, .. new byte[31]])).ToArray();

        var results = await Task.WhenAll(signers.Select(signer => Task.Run(() =>
        {
            var key = Ed25519SecurityKey.TryCreate(signer.PublicKey)!;
            var signature = signer.Sign("message"u8);
            return Enumerable.Range(0, 100).All(turn =>
                key.HasSigned("message"u8, signature)
                && !key.HasSigned([(byte)turn], signature));
        })));

        Assert.All(results, Assert.True);
    }

    private static byte[] Hex(JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);
}
