namespace Truce.Evidence;

/// <summary>Something stored is missing, malformed or does not hash to what it must; the message names it.</summary>
public sealed class EvidenceDamagedException(string message) : Exception(message);

/// <summary>The log has stopped after a failed write or fsync and takes nothing more; what it acknowledged before is safe.</summary>
/// <remarks>Never retried in the same process: after a failed fsync the kernel may drop the page and a retry would lie.</remarks>
public sealed class EvidenceStoppedException(string message, Exception cause) : Exception(message, cause);

/// <summary>Another process holds the store; nothing of it was read or written, and it can be tried again.</summary>
public sealed class EvidenceBusyException(string message, Exception cause) : IOException(message, cause);
