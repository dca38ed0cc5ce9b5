using System.Collections.Immutable;
using System.Text;

namespace Truce.Simulation.Folders;

/// <summary>The files of the exercise's guarantors, which stand beside the feeds of the mission.</summary>
public static class GuarantorFiles
{
    /// <summary>Path of the rules for promised sites.</summary>
    public const string PostureRules = "guarantors/posture-rules.json";

    /// <summary>Path in the mission folder and bytes: the ledger, the response protocol, and the rules for promised sites.</summary>
    public static ImmutableArray<(string Path, byte[] Bytes)> All { get; } =
    [
        ("guarantors/ledger.json", Encoding.UTF8.GetBytes(GuarantorsText.Ledger)),
        ("guarantors/protocol.json", Encoding.UTF8.GetBytes(GuarantorsText.Protocol)),
        (PostureRules, Encoding.UTF8.GetBytes(GuarantorsText.PostureRules)),
    ];
}
