using TaskActors.Api.Auth.Ed25519;
using Xunit;

namespace TaskActors.Tests.Auth.Ed25519;

/// <summary>Both verifiers decide alike, whatever they are given.</summary>
public sealed class AgreementTests
{
    private const int Rounds = 10_000;
    private const int Signers = 99;
    private const int Seed = 8_032;

    [SkippableFact]
    public void Both_agree_on_ten_thousand_random_and_corrupted_signatures()
    {
        var native = OpenSslEd25519.TryLoad();
        Skip.If(native is null, "OpenSSL 3 (libcrypto.so.3) is not on this system.");
        var managed = new ManagedEd25519();
        var random = new Random(Seed);
        var signers = Enumerable.Range(0, Signers).Select(_ => NewSigner(random)).ToArray();
        var (good, refused, unusable) = (0, 0, 0);

        for (var round = 0; round < Rounds; round++)
        {
            var (bytes, message, signature) = Next(random, signers[round % Signers], round);
            if (Ed25519PublicKey.TryRead(bytes) is not { } key)
            {
                unusable++;
                continue;
            }

            var expected = native!.HasSigned(key, message, signature);

            Assert.True(expected == managed.HasSigned(key, message, signature), $"They differ in round {round}.");
            good += expected ? 1 : 0;
            refused += expected ? 0 : 1;
        }

        Assert.True(good > 1_000 && refused > 5_000 && unusable > 100, $"{good}, {refused}, {unusable}");
    }

    private static TestSigner NewSigner(Random random)
    {
        var secret = new byte[32];
        random.NextBytes(secret);
        return new TestSigner(secret);
    }

    private static (byte[] Key, byte[] Message, byte[] Signature) Next(
        Random random, TestSigner signer, int round)
    {
        var message = new byte[random.Next(200)];
        random.NextBytes(message);
        var (key, signature) = (signer.PublicKey.ToArray(), signer.Sign(message));
        switch (round % 8)
        {
            case 0 or 1:
                break;
            case 2:
                signature[random.Next(64)] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                key[random.Next(32)] ^= (byte)(1 << random.Next(8));
                break;
            case 4:
                random.NextBytes(signature);
                break;
            case 5:
                message = [.. message, (byte)round];
                break;
            case 6:
                var raised = TestSigner.Number(signature.AsSpan(32)) + ManagedEd25519.Order;
                signature = [.. signature[..32], .. TestSigner.Bytes(raised)];
                break;
            default:
                random.NextBytes(signature.AsSpan(0, 32));
                break;
        }

        return (key, message, signature);
    }
}
