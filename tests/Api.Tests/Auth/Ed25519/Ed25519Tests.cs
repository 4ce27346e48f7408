using System.Text.Json;
using TaskActors.Api.Auth.Ed25519;
using TaskActors.Testing;
using Xunit;

namespace TaskActors.Tests.Auth.Ed25519;

/// <summary>What both verifiers must accept and refuse: the vectors of RFC 8032 and Wycheproof.</summary>
public abstract class Ed25519Tests
{
    private const string Lacking = "OpenSSL 3 (libcrypto.so.3) is not on this system.";

    private static readonly JsonElement Rfc8032 = JsonDocument.Parse(
        File.ReadAllText(Repository.PathOf("tests/Api.Tests/Auth/Ed25519/rfc8032.json"))).RootElement;

    private protected abstract IEd25519Verifier? Verifier { get; }

    public static TheoryData<int> Vectors() => [.. Enumerable.Range(0, Rfc8032.GetArrayLength())];

    [SkippableTheory]
    [MemberData(nameof(Vectors))]
    public void Signatures_of_the_standard_are_accepted_and_no_other(int index)
    {
        var verifier = Present();
        var vector = Rfc8032[index];
        var key = Ed25519PublicKey.TryRead(Hex(vector, "public"))!;
        var (message, signature) = (Hex(vector, "message"), Hex(vector, "signature"));

        Assert.True(verifier.HasSigned(key, message, signature));
        Assert.False(verifier.HasSigned(key, [.. message, 0], signature));
        Assert.False(verifier.HasSigned(key, message, [.. signature, 0]));
        Assert.False(verifier.HasSigned(key, message, signature.AsSpan(0, 63)));
        Assert.False(verifier.HasSigned(key, message, []));
        Assert.All(Enumerable.Range(0, 64), at =>
        {
            byte[] changed = [.. signature];
            changed[at] ^= 1;
            Assert.False(verifier.HasSigned(key, message, changed));
        });
    }

    [SkippableFact]
    public void Wycheproof_agrees()
    {
        var verifier = Present();
        var wrong = new List<string>();
        var count = 0;
        foreach (var group in TestVectors.Read("ed25519_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var key = Ed25519PublicKey.TryRead(Hex(group.GetProperty("publicKey"), "pk"));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                var isGood = key is not null && verifier.HasSigned(key, Hex(test, "msg"), Hex(test, "sig"));
                if (isGood != (test.GetProperty("result").GetString() == "valid"))
                {
                    wrong.Add($"{test.GetProperty("tcId")}: {test.GetProperty("comment")}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(count >= 150, $"There are only {count} vectors.");
    }

    [SkippableFact]
    public void A_signature_whose_S_is_raised_by_L_is_refused()
    {
        var verifier = Present();
        var signer = new TestSigner(new byte[32]);
        var key = Ed25519PublicKey.TryRead(signer.PublicKey)!;
        var signature = signer.Sign("message"u8);

        var raised = TestSigner.Number(signature.AsSpan(32)) + ManagedEd25519.Order;

        Assert.True(verifier.HasSigned(key, "message"u8, signature));
        Assert.False(verifier.HasSigned(key, "message"u8, [.. signature[..32], .. TestSigner.Bytes(raised)]));
        Assert.False(verifier.HasSigned(key, "message"u8, new byte[64]));
    }

    [SkippableFact]
    public async Task Many_may_verify_at_once()
    {
        var verifier = Present();
        var signers = Enumerable.Range(0, 8).Select(seed => new TestSigner([(byte)seed, .. new byte[31]])).ToArray();

        var results = await Task.WhenAll(signers.Select(signer => Task.Run(() =>
        {
            var key = Ed25519PublicKey.TryRead(signer.PublicKey)!;
            var signature = signer.Sign("message"u8);
            return Enumerable.Range(0, 100).All(turn =>
                verifier.HasSigned(key, "message"u8, signature)
                && !verifier.HasSigned(key, [(byte)turn], signature));
        })));

        Assert.All(results, Assert.True);
    }

    private static byte[] Hex(JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);

    private IEd25519Verifier Present()
    {
        Skip.If(Verifier is null, Lacking);
        return Verifier!;
    }
}

/// <summary>The verifier in plain C#.</summary>
public sealed class ManagedEd25519Tests : Ed25519Tests
{
    private protected override IEd25519Verifier? Verifier { get; } = new ManagedEd25519();
}

/// <summary>The system's verifier.</summary>
public sealed class OpenSslEd25519Tests : Ed25519Tests
{
    private protected override IEd25519Verifier? Verifier { get; } = OpenSslEd25519.TryLoad();
}
