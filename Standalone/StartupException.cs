namespace Podium.Standalone;

/// <summary>Podium cannot start; the message says why and what to do, in words for the person who started it.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
