using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Podium.ServiceDefaults.Errors;

/// <summary>Gives the framework's own problem documents, of <c>AddValidation</c> above all, the members that every other one has.</summary>
internal static class ValidationProblems
{
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        var known = ErrorTable.ForStatus(status);
        if (problem is HttpValidationProblemDetails { Errors.Count: > 0 } validation)
        {
            // {"errors":{"Scopes[0]":["The field Scopes is required."]}}: the first one, under the name the client sent.
            var (member, messages) = validation.Errors.First();
            problem.Detail = messages.FirstOrDefault() ?? known.Detail;
            problem.Extensions["field"] = string.Join('.', member.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
        }

        problem.Type = "about:blank";
        problem.Detail ??= known.Detail;
        problem.Extensions["code"] = known.Code;
        problem.Extensions["error"] = problem.Detail;
        problem.Extensions["traceId"] = Problem.TraceId(context.HttpContext);
    }
}
