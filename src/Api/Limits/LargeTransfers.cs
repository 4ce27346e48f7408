using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using TaskActors.Api.FrontDoor;

namespace TaskActors.Api.Limits;

/// <summary>
/// A large body or answer is in memory until its last byte has come or gone, and whoever is slow decides when that is.
/// All of them together have an end, and so have those of one user; what does not fit is refused before it is held.
/// </summary>
internal sealed class LargeTransfers(IOptions<RequestLimitOptions> options)
{
    /// <summary>What any connection may hold: up to here nothing is counted.</summary>
    public const int SmallBytesMax = 64 * 1_024;

    // Who sends or takes much is given less time for each byte.
    private const int PaceFactor = 16;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Dictionary<UserId, long> _ofUsers = [];
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>How many bytes are held now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    private long BytesMax => options.Value.UnderWayBytesMax;

    public static LargeTransfers Of(HttpContext context) =>
        context.RequestServices.GetRequiredService<LargeTransfers>();

    /// <summary>Whether an answer of these blocks may be sent: a small one always.</summary>
    public static bool MaySend(HttpContext context, ImmutableArray<byte[]> blocks)
    {
        var length = 0L;
        foreach (var block in blocks)
        {
            length += block.Length;
        }

        return length <= SmallBytesMax || Of(context).TryHold(context, length);
    }

    /// <summary>Counts so many more bytes for this request until it is over; false if that is too much.</summary>
    public bool TryHold(HttpContext context, long bytes)
    {
        if (ApiRequest.Of(context)?.Caller is not { Id: var user })
        {
            return true;
        }

        lock (_lock)
        {
            var ofUser = _ofUsers.GetValueOrDefault(user) + bytes;
            if (_bytes + bytes > BytesMax || ofUser > BytesMax / 4)
            {
                return false;
            }

            _bytes += bytes;
            _ofUsers[user] = ofUser;
        }

        context.Response.RegisterForDispose(new Held(this, user, bytes));
        HurryUp(context.Features);
        return true;
    }

    private static void HurryUp(IFeatureCollection features)
    {
        if (features.Get<IHttpMinResponseDataRateFeature>() is { MinDataRate: { } taken } answer)
        {
            answer.MinDataRate = Faster(taken);
        }
    }

    /// <summary>For a body that may become large; to be said before it is read.</summary>
    public static void HurryBody(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { MinDataRate: { } sent } body)
        {
            body.MinDataRate = Faster(sent);
        }
    }

    private static MinDataRate Faster(MinDataRate rate) =>
        rate.GracePeriod == Grace ? rate : new MinDataRate(rate.BytesPerSecond * PaceFactor, Grace);

    private void Release(UserId user, long bytes)
    {
        lock (_lock)
        {
            _bytes -= bytes;
            var left = _ofUsers[user] - bytes;
            if (left > 0)
            {
                _ofUsers[user] = left;
            }
            else
            {
                _ofUsers.Remove(user);
            }
        }
    }

    private sealed class Held(LargeTransfers transfers, UserId user, long bytes) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                transfers.Release(user, bytes);
            }
        }
    }
}
