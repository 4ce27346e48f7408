namespace TaskActors.Api.Auth.Ed25519;

/// <summary>Chooses once who verifies Ed25519: the system's OpenSSL where it is there, else the managed code.</summary>
internal static class Ed25519Choice
{
    public static IEd25519Verifier Make(ILogger log)
    {
        IEd25519Verifier verifier = OpenSslEd25519.TryLoad() is { } native ? native : new ManagedEd25519();
        log.Ed25519Chosen(verifier.Name);
        return verifier;
    }
}
