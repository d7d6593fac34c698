namespace LearnFlow.PersonalData;

/// <summary>Something that is kept about a person.</summary>
/// <param name="Name">Its name in the export.</param>
/// <param name="Service">The service that keeps it, by its app id; <c>browser</c> for what the person's own browser keeps.</param>
/// <param name="Store">Where.</param>
/// <param name="What">What it is, in words for the person.</param>
/// <param name="Why">What it is for.</param>
/// <param name="HowLong">When it goes by itself.</param>
/// <param name="IsErasable">Whether it is part of the export and goes when the person is deleted.</param>
public sealed record KeptData(string Name, string Service, string Store, string What, string Why, string HowLong, bool IsErasable = true);
