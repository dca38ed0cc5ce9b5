using System.Threading.Channels;

namespace Truce.Evidence.Logs;

/// <summary>How a sequencer gathers records.</summary>
public sealed record SequencerOptions
{
    /// <summary>Records of one journal sync at most.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Records that wait at most; a caller beyond that waits for room.</summary>
    public int MaxQueued { get; init; } = 4096;

    /// <summary>The cadence of checkpoints.</summary>
    public TimeSpan PublishInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock that the cadence follows.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>Lets many callers seal single records with one journal sync for all that wait (group commit).</summary>
public sealed class Sequencer : IAsyncDisposable
{
    private readonly EvidenceLog _log;
    private readonly SequencerOptions _options;
    private readonly Channel<(SealItem Item, TaskCompletionSource<SealReceipt> Done)> _queue;
    private readonly ITimer _cadence;
    private readonly Task _pump;

    /// <summary>Starts a sequencer over a log that it does not own.</summary>
    public Sequencer(EvidenceLog log, SequencerOptions? options = null)
    {
        _log = log;
        _options = options ?? new SequencerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxBatch, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxQueued, 1, nameof(options));
        _queue = Channel.CreateBounded<(SealItem, TaskCompletionSource<SealReceipt>)>(
            new BoundedChannelOptions(_options.MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _pump = Task.Run(PumpAsync);
        _cadence = _options.Time.CreateTimer(_ => Publish(), null, _options.PublishInterval, _options.PublishInterval);
    }

    /// <summary>Seals a record; completes when it is durable. Cancellation works only while the record waits for room.</summary>
    /// <exception cref="ArgumentException">The log refuses the record.</exception>
    /// <exception cref="EvidenceStoppedException">The disk failed; the record is not acknowledged.</exception>
    public async ValueTask<SealReceipt> AppendAsync(SealItem item, CancellationToken cancellation = default)
    {
        TaskCompletionSource<SealReceipt> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((item, done), cancellation).ConfigureAwait(false);
        return await done.Task.ConfigureAwait(false);
    }

    /// <summary>Seals what waits, publishes and stops. The log stays open.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
        await _cadence.DisposeAsync().ConfigureAwait(false);
        Publish();
    }

    private async Task PumpAsync()
    {
        List<(SealItem Item, TaskCompletionSource<SealReceipt> Done)> batch = [];
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out (SealItem, TaskCompletionSource<SealReceipt>) next)) batch.Add(next);
            Seal(batch);
        }
    }

    private void Seal(List<(SealItem Item, TaskCompletionSource<SealReceipt> Done)> batch)
    {
        try
        {
            IReadOnlyList<SealReceipt> receipts = _log.Append([.. batch.Select(b => b.Item)]);
            for (int i = 0; i < batch.Count; i++) batch[i].Done.SetResult(receipts[i]);
        }
        catch (ArgumentException) when (batch.Count > 1)
        {
            foreach ((SealItem, TaskCompletionSource<SealReceipt>) one in batch) Seal([one]); // one caller's mistake is not another's
        }
        catch (Exception e) when (e is ArgumentException or EvidenceStoppedException)
        {
            foreach ((_, TaskCompletionSource<SealReceipt> done) in batch) done.SetException(e);
        }
    }

    private void Publish()
    {
        try
        {
            _log.Publish();
        }
        catch (EvidenceStoppedException)
        {
            // The next AppendAsync tells its caller; there is no one here to tell.
        }
    }
}
