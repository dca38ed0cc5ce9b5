using System.Runtime.CompilerServices;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Pages;
using Truce.Server.Running;
using Truce.Terms;

namespace Truce.Server.Guarantors;

/// <summary>The sites of each view of the ledger, held against agreement and rules once and kept as long as the view.</summary>
/// <param name="basis">Agreement and rules, as far as they were given.</param>
internal sealed class PosturePages(PostureBasis basis)
{
    private readonly ConditionalWeakTable<LedgerView, PostureView> _kept = [];

    /// <summary>The sites of a view.</summary>
    public PostureView Of(LedgerView view) => _kept.GetValue(view, v => PostureView.Of(v, basis));

    /// <summary>What two files give; throws <see cref="BadInputException"/> with every mistake in them.</summary>
    /// <param name="agreement">File of an agreement; absent where none was given.</param>
    /// <param name="rules">File of rules; absent where none was given.</param>
    public static PostureBasis Read(string? agreement, string? rules) => Read(agreement is null ? null : AgreementOf(agreement), rules);

    /// <summary>What an agreement and a file of rules give; throws <see cref="BadInputException"/> with every mistake in it.</summary>
    /// <param name="agreement">The agreement; absent where none is known.</param>
    /// <param name="rules">File of rules; absent where none was given.</param>
    public static PostureBasis Read(Agreement? agreement, string? rules)
    {
        if (rules is not null && agreement is null) throw new BadInputException("--rules without --agreement: the rules speak of the agreement's line and zones; name its file");
        return new(agreement, rules is null ? null : RulesOf(rules), rules is null ? "" : Path.GetFileName(rules));
    }

    /// <summary>The agreement of a file; throws <see cref="BadInputException"/> with every mistake in it.</summary>
    internal static Agreement AgreementOf(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        AgreementReading reading = AgreementFile.Read(path);
        return reading.Agreement ?? throw new BadInputException(string.Join(Environment.NewLine, reading.Remarks));
    }

    /// <summary>The rules of a file; throws <see cref="BadInputException"/> with every mistake in it.</summary>
    internal static PostureRules RulesOf(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        (PostureRules? rules, var rejects) = PostureRulesReader.Read(File.ReadAllBytes(path), Path.GetFileName(path));
        return rules ?? throw new BadInputException(string.Join(Environment.NewLine, rejects));
    }
}
