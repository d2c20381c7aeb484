namespace Podium.ServiceDefaults.Configuration;

/// <summary>A setting is missing or not acceptable; the message names it and says what to do.</summary>
public sealed class ConfigurationException(string message) : InvalidOperationException(message);
