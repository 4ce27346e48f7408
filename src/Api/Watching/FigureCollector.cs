using System.Diagnostics.Metrics;
using TaskActors.Api.Signals;
using TaskActors.Signals;

namespace TaskActors.Api.Watching;

/// <summary>Listens to the meters of this process while somebody watches.</summary>
internal sealed class FigureCollector : IDisposable
{
    private static readonly string[] Meters =
        [ActorSignals.Name, FrontDoorSignals.Name, "Microsoft.AspNetCore.Hosting"];

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private Dictionary<string, Figure> _figures = new(StringComparer.Ordinal);

    public FigureCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name, StringComparer.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        _listener.Start();
    }

    /// <summary>Takes what was measured since the last time, by the instrument's name.</summary>
    public Dictionary<string, Figure> Take()
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            var taken = _figures;
            _figures = new Dictionary<string, Figure>(StringComparer.Ordinal);
            return taken;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value)
    {
        lock (_lock)
        {
            _figures[instrument.Name] = _figures.GetValueOrDefault(instrument.Name, Figure.None).Add(value);
        }
    }
}
