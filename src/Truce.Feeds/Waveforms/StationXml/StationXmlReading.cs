using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.StationXml;

/// <summary>What a StationXML document says.</summary>
/// <param name="Channels">An entry a channel and epoch, in the order of the document.</param>
/// <param name="Rejects">Channels that could not be read, and the document itself when it is none.</param>
/// <param name="Stations">Stations in it, also those without channels.</param>
public sealed record StationXmlReading(IReadOnlyList<SensorChannel> Channels, IReadOnlyList<StationXmlReject> Rejects, int Stations);

/// <summary>A channel, or a whole document, that could not be read.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Line">Line of its start tag, from 1; 0 where unknown.</param>
/// <param name="Channel">Its codes as far as they were read, separated by points.</param>
public sealed record StationXmlReject(WaveformFault Fault, int Line, string Channel);
