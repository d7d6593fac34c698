using System.Text.Json;
using LearnFlow.Exercises.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnFlow.Exercises.Storage;

/// <summary>Stores a content record as one jsonb value, in the same JSON that files and API use.</summary>
public static class JsonColumn
{
    /// <summary>Maps the property to jsonb. Two values are equal when their JSON is.</summary>
    public static PropertyBuilder<T> IsContentJson<T>(this PropertyBuilder<T> property) where T : class?
    {
        property.HasColumnType("jsonb").HasConversion(value => Write(value), json => Read<T>(json));
        property.Metadata.SetValueComparer(new ValueComparer<T>(
            (left, right) => Write(left) == Write(right),
            value => Write(value).GetHashCode(StringComparison.Ordinal),
            value => value)); // records are not changed in place
        return property;
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ContentJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ContentJson.Options)!;
}
