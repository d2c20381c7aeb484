namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>The built-in PostgreSQL cannot be used; the message says why and what to do, in words for the person who started Podium.</summary>
internal sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
