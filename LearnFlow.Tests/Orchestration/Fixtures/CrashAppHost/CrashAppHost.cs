namespace LearnFlow.Tests.Orchestration;

/// <summary>What tests name the AppHost by.</summary>
public sealed class CrashAppHost;
