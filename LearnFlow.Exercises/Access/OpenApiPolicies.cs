using System.Text.Json.Nodes;
using LearnFlow.Exercises.Idempotency;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LearnFlow.Exercises.Access;

/// <summary>Says in the OpenAPI document who may call an endpoint (<c>x-policy</c>), and which headers it takes.</summary>
public static class OpenApiPolicies
{
    /// <summary>Where an operation says its policy.</summary>
    public const string Extension = "x-policy";

    /// <summary>Adds it to every operation.</summary>
    public static void Describe(OpenApiOptions options) => options.AddOperationTransformer((operation, context, _) =>
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var policy = metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy ?? Policies.Anyone;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions[Extension] = new JsonNodeExtension(JsonValue.Create(policy));
        if (metadata.OfType<TakesIdempotencyKeyMetadata>().Any())
            AddHeader(operation, IdempotencyKeys.Header, "A request that is sent again with the same key takes effect once.", required: false);
        if (operation.Summary?.Contains("(If-Match)", StringComparison.Ordinal) == true)
            AddHeader(operation, "If-Match", "The ETag that was read.", required: true);
        return Task.CompletedTask;
    });

    private static void AddHeader(OpenApiOperation operation, string name, string description, bool required)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
