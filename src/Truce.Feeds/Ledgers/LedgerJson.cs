using System.Collections.Immutable;
using System.Text.Json;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads packs of the ledger as JSON: statements (<c>truce-statements/0.1-draft</c>), promises with gates, or both. Format: docs/formats/ledger.md.</summary>
public static class LedgerJson
{
    /// <summary>Most bytes of a file.</summary>
    public const int MostBytes = 256 << 20;

    private static readonly string[] Known =
    [
        "schema", "note", "id", "sources", "event", "events", "pillars", "besidePillars", "statements", "commitments", "instruments", "gates", "deliveries", "happenings",
        "requirements", "rates", "warPowers", "forces", "asks", "simulated",
    ];

    /// <summary>Reads a file. One that is no JSON object is broken as a whole; a row that cannot be read is refused with its place.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="file">Name for messages, and for the pack where the file gives no id.</param>
    public static LedgerReading Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var problems = new LedgerProblems(file);
        JsonDocument document;
        try
        {
            if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException e)
        {
            problems.Add($"line {(e.LineNumber ?? 0) + 1}", "not JSON: " + e.Message.Split(" LineNumber", 2)[0].TrimEnd('.'), "mend the text at this place");
            return Broken(problems, file);
        }

        using (document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new Pack(document.RootElement, file, problems).Read();
            problems.Add("$", "is no JSON object", "write { \"statements\": [ … ] }");
            return Broken(problems, file);
        }
    }

    private static LedgerReading Broken(LedgerProblems problems, string file) => new(new LedgerBatch { Pack = PackOf(file) }, problems.All, 1, true);

    /// <summary>Name of a pack from the name of its file.</summary>
    internal static string PackOf(string file) => Path.GetFileNameWithoutExtension(file).Replace('/', '-');

    /// <summary>One file.</summary>
    private sealed class Pack
    {
        private readonly JsonElement _root;
        private readonly LedgerProblems _problems;
        private readonly string _pack;
        private readonly RowReaders _rows;
        private readonly GateReaders _gateRows;
        private readonly List<Gate> _gates = [];
        private readonly List<Delivery> _deliveries = [];

        public Pack(JsonElement root, string file, LedgerProblems problems)
        {
            (_root, _problems) = (root, problems);
            string id = new JsonRowFields(root, "$", problems).Text("id", most: 200);
            _pack = (id.Length > 0 ? id : PackOf(file)).Replace('/', '-');
            (_rows, _gateRows) = (new(_pack), new(_pack));
        }

        public LedgerReading Read()
        {
            foreach (JsonProperty member in _root.EnumerateObject().Where(m => !Known.Contains(m.Name)))
            {
                _problems.Add(member.Name, "this section is not known", "write one of " + string.Join(", ", Known));
                _problems.RefuseRow();
            }

            var top = new JsonRowFields(_root, "$", _problems);
            string meeting = top.Child("event")?.Text("id") ?? "";
            ImmutableArray<Commitment> commitments = Rows("commitments", Commitment);
            ReadGates("gates", null);
            ReadGates("deliveries", "delivery");
            ImmutableArray<Pillar> pillars = [.. Pillars("pillars", beside: false), .. Pillars("besidePillars", beside: true)];
            var batch = new LedgerBatch
            {
                Pack = _pack,
                Note = top.Text("note"),
                Sources = Rows("sources", _rows.Source),
                Pillars = pillars,
                Statements = Rows("statements", row => _rows.Statement(row, meeting)),
                Commitments = commitments,
                Instruments = Rows("instruments", _rows.Instrument),
                Gates = [.. _gates],
                Deliveries = [.. _deliveries],
                Events = [.. Rows("happenings", _rows.Event), .. Rows("events", _rows.Event)],
                Requirements = Rows("requirements", _rows.Requirement),
                Rates = Rows("rates", _rows.Rate),
                WarPowers = Rows("warPowers", _rows.WarPower),
                Forces = Rows("forces", _rows.Force),
                Simulated = top.Flag("simulated") ?? false,
            };
            return new(batch, _problems.All, _problems.Refused, false);
        }

        private Commitment Commitment(RowFields row)
        {
            Commitment c = _rows.Commitment(row);
            int place = 0;
            foreach (RowFields inner in row.Children("gates")) Gate(inner, c.Id.Id, place++, c.Quantity?.Unit);
            foreach (RowFields inner in row.Children("deliveries"))
            {
                int before = _problems.Marks;
                Delivery d = _gateRows.Delivery(inner, c.Id, new(_pack, $"{c.Id.Id}#d{place++}"));
                Keep(before, () => _deliveries.Add(InUnitOf(d, c.Quantity?.Unit)));
            }

            return c;
        }

        // A bad gate is refused by itself; the promise it belongs to stands.
        private void Gate(RowFields row, string? commitment, int place, string? unit)
        {
            int before = _problems.Marks;
            (Gate? gate, Delivery? delivery) = _gateRows.Read(row, commitment, place);
            Keep(before, () =>
            {
                if (gate is not null) _gates.Add(gate.Passed is { Unit.Length: 0 } p ? gate with { Passed = p with { Unit = unit ?? "" } } : gate);
                if (delivery is not null) _deliveries.Add(InUnitOf(delivery, unit));
            });
        }

        private static Delivery InUnitOf(Delivery d, string? unit) => d.Quantity is { Unit.Length: 0 } q ? d with { Quantity = q with { Unit = unit ?? "" } } : d;

        private void Keep(int before, Action keep)
        {
            if (_problems.Marks == before) keep();
            else _problems.RefuseRow();
            _problems.Settle(before);
        }

        private void ReadGates(string section, string? kind)
        {
            foreach (RowFields row in RowsOf(section))
            {
                int before = _problems.Marks;
                if (kind is null)
                {
                    Gate(row, null, 0, null);
                    continue;
                }

                string of = row.Text("commitment", required: true);
                RowId id = row.Has("id") ? _rows.Id(row) : new(_pack, $"{of}#{row.Place}");
                Delivery d = _gateRows.Delivery(row, RowId.Of(_pack, of), id);
                Keep(before, () => _deliveries.Add(d));
            }
        }

        private ImmutableArray<T> Rows<T>(string section, Func<RowFields, T> read)
        {
            var rows = ImmutableArray.CreateBuilder<T>();
            foreach (RowFields row in RowsOf(section))
            {
                int before = _problems.Marks;
                T one = read(row);
                Keep(before, () => rows.Add(one));
            }

            return rows.ToImmutable();
        }

        // The draft example names its pillars by bare texts.
        private ImmutableArray<Pillar> Pillars(string section, bool beside)
        {
            if (!_root.TryGetProperty(section, out JsonElement list) || list.ValueKind != JsonValueKind.Array || !list.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String))
            {
                return Rows(section, row => RowReaders.Pillar(row, beside));
            }

            return [.. list.EnumerateArray().Select(i => i.GetString()!).Select(t => new Pillar(RowReaders.PillarOf(t), t, [], "", beside))];
        }

        private IEnumerable<RowFields> RowsOf(string section)
        {
            if (!_root.TryGetProperty(section, out JsonElement list)) yield break;
            if (list.ValueKind != JsonValueKind.Array)
            {
                _problems.Add(section, "is no list", $"write \"{section}\": [ … ]");
                _problems.RefuseRow();
                yield break;
            }

            int i = 0;
            foreach (JsonElement item in list.EnumerateArray())
            {
                string place = $"{section}[{i++}]";
                if (item.ValueKind != JsonValueKind.Object)
                {
                    _problems.Add(place, "is no object", "write { … }");
                    _problems.RefuseRow();
                    continue;
                }

                string name = item.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";
                yield return new JsonRowFields(item, name.Length is > 0 and <= 60 ? $"{place} ({name})" : place, _problems);
            }
        }
    }
}
