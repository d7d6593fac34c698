using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace LearnFlow.Web.Pages;

/// <summary>What forms say of a field that is left empty or filled in wrong; the framework's sentences are about a "field", and bend its name badly.</summary>
internal sealed class MissingWords : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            rule.ErrorMessage = rule switch
            {
                RequiredAttribute { ErrorMessage: null } => "{0} is missing.",
                EmailAddressAttribute => "This is not an e-mail address.",
                StringLengthAttribute { ErrorMessage: null, MinimumLength: > 0 } => "{0} has {2} to {1} characters.",
                StringLengthAttribute { ErrorMessage: null } => "{0} has at most {1} characters.",
                _ => rule.ErrorMessage,
            };
        }
    }
}
