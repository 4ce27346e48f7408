using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace TaskActors.Tests.Problems;

/// <summary>An actor that answers whatever the test wants it to.</summary>
internal sealed class FailingActors : IUserTasksGrain
{
    public Func<TaskResult> Next { get; set; } = () => TaskResult.Done(1);

    public Func<CancellationToken, Task> Wait { get; set; } = _ => Task.CompletedTask;

    /// <summary>Set when a call has ended, however it did.</summary>
    public TaskCompletionSource Left { get; } = new();

    public ValueTask<TaskResult> GetAsync(TaskId id, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public async ValueTask<TaskPage> ListAsync(
        TaskQuery query, string publicAddress, CancellationToken cancellation = default) =>
        new() { Error = (await AnswerAsync(cancellation)).Error };

    public ValueTask<TaskResult> CreateAsync(
        TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> EditAsync(
        TaskId id, TaskEdit edit, WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> CompleteAsync(
        TaskId id, bool? completed, WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> DeleteAsync(
        TaskId id, WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> ClearAsync(
        TaskFilter filter, WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> BatchAsync(
        ImmutableArray<BatchOperation> operations, WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> ImportAsync(
        ImmutableArray<ImportedTask> tasks, bool isDryRun, WriteRequest write,
        CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public ValueTask<TaskResult> EraseAsync(
        Precondition? precondition = null, CancellationToken cancellation = default) => AnswerAsync(cancellation);

    public ValueTask<TaskResult> CheckKeyAsync(WriteRequest write, CancellationToken cancellation = default) =>
        AnswerAsync(cancellation);

    public async ValueTask<TaskChanges> ChangesAsync(
        long since, string publicAddress, CancellationToken cancellation = default) =>
        new() { Error = (await AnswerAsync(cancellation)).Error };

    public async ValueTask<TaskSummary> SummaryAsync(CancellationToken cancellation = default) =>
        new() { Error = (await AnswerAsync(cancellation)).Error };

    public async IAsyncEnumerable<TaskEvent> WatchAsync(
        long? since, string publicAddress, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return new TaskEvent { Kind = TaskEventKind.Refused, Error = (await AnswerAsync(cancellation)).Error };
    }

    private async ValueTask<TaskResult> AnswerAsync(CancellationToken cancellation)
    {
        try
        {
            await Wait(cancellation);
            return Next();
        }
        finally
        {
            Left.TrySetResult();
        }
    }
}

/// <summary>Keeps what a server logs.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {formatter(state, exception)}");

    public void Dispose()
    {
    }
}
