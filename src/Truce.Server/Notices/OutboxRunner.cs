using System.Text.Json.Nodes;
using Truce.Response.Notices;

namespace Truce.Server.Notices;

/// <summary>Works through the outbox: seals that an attempt begins, sends, seals what came of it.</summary>
/// <remarks>
/// At least once, and never silently twice: docs/decisions/0099-notices-leave-by-an-outbox.md. One runner works on one store (the store is locked by its program). When sealing fails the
/// runner stops with that error: a notice whose step is not on the disk does not go out.
/// </remarks>
public sealed class OutboxRunner
{
    /// <summary>Most attempts under way at once: one server that hangs does not hold the others.</summary>
    public const int MostAtOnce = 4;

    private readonly Action<JsonObject> _seal;
    private readonly Func<OutboxDelivery, CancellationToken, Task<SendOutcome>> _send;
    private readonly RetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private Outbox _state;

    /// <summary>A runner; throws <see cref="ArgumentException"/> for a policy that cannot be.</summary>
    /// <param name="state">Folded from the steps sealed so far.</param>
    /// <param name="seal">Puts a step on the disk; when it returns, it is there.</param>
    /// <param name="send">One attempt.</param>
    /// <param name="policy">When to try again.</param>
    /// <param name="time">The clock.</param>
    public OutboxRunner(Outbox state, Action<JsonObject> seal, Func<OutboxDelivery, CancellationToken, Task<SendOutcome>> send, RetryPolicy policy, TimeProvider time)
    {
        if (policy.Fault() is { } fault) throw new ArgumentException(fault, nameof(policy));
        (_state, _seal, _send, _policy, _time) = (state, seal, send, policy, time);
    }

    /// <summary>The state as sealed.</summary>
    public Outbox State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    /// <summary>Seals a step that comes from elsewhere: a notice queued, replaced or acknowledged. Queueing what is queued changes nothing and seals nothing.</summary>
    public void Add(OutboxEvent step)
    {
        lock (_gate)
        {
            if (step is OutboxEvent.Queued && _state.Deliveries.ContainsKey(step.Delivery)) return;
            Seal(step);
        }
    }

    /// <summary>Tries everything that is due now, once; says how many attempts were made.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellation)
    {
        int attempts = 0;
        string[] due = [.. State.DueAt(_time.GetUtcNow()).Select(d => d.Name)];
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation }, async (name, stop) =>
        {
            if (Begin(name) is not { } delivery) return;
            Interlocked.Increment(ref attempts);
            SendOutcome outcome = await BoundedAsync(delivery, stop);
            lock (_gate)
            {
                foreach (OutboxEvent step in OutboxSteps.After(delivery, outcome, _policy, _time.GetUtcNow())) Seal(step);
            }
        });
        return attempts;
    }

    /// <summary>Runs until it is stopped, and looks at least every <paramref name="longest"/>.</summary>
    public async Task RunAsync(TimeSpan longest, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await RunDueAsync(cancellation);
            TimeSpan wait = (State.NextAt ?? DateTimeOffset.MaxValue) - _time.GetUtcNow();
            TimeSpan least = TimeSpan.FromMilliseconds(50);
            await Task.Delay(wait > longest ? longest : wait < least ? least : wait, _time, cancellation);
        }
    }

    /// <summary>Seals that the attempt begins; nothing when it is no longer due or there have been enough.</summary>
    private OutboxDelivery? Begin(string name)
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            OutboxDelivery delivery = _state.Deliveries[name];
            if (!(delivery.NextAt <= now)) return null;
            if (delivery.Attempts >= _policy.MostAttempts)
            {
                Seal(new OutboxEvent.GivenUp(now, name, $"{delivery.Attempts} attempts; the last left no result"));
                return null;
            }

            Seal(OutboxSteps.Attempt(delivery, _policy, now));
            return _state.Deliveries[name];
        }
    }

    // Ended before its attempt lapses, so that two attempts of one delivery are never under way at once.
    private async Task<SendOutcome> BoundedAsync(OutboxDelivery delivery, CancellationToken cancellation)
    {
        using var clock = new CancellationTokenSource(_policy.AttemptLapses * 0.8, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, clock.Token);
        try
        {
            return await _send(delivery, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome.TryLater("the attempt took too long and was ended", MayHaveArrived: true);
        }
    }

    private void Seal(OutboxEvent step)
    {
        _seal(step.ToJson());
        _state = _state.Apply(step);
    }
}
