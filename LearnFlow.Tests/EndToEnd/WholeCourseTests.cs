using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using LearnFlow.Exercises.Content;
using LearnFlow.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>
/// A guest goes through the whole course in a browser: every lesson's way, every exercise and every quiz, by the page's own
/// links and buttons. What is typed are the course's reference solutions; what they need to be found (statement, program,
/// files) must be on the page.
/// </summary>
[TestClass]
public sealed partial class WholeCourseTests(TestContext context)
{
    private static Course s_course = null!;
    private static Browser s_browser = null!;

    private readonly List<string> _failures = [];
    private Uri _site = null!;
    private IPage _page = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_course = CourseReader.Read(CourseReader.DefaultFolder);
        s_browser = await Browser.StartAsync();
    }

    [ClassCleanup]
    public static async Task StopAsync() => await s_browser.DisposeAsync();

    [TestMethod, Timeout(900_000, CooperativeCancellation = true)]
    [DataRow(1280, 800, false)]
    [DataRow(390, 844, true)]
    public async Task Every_exercise_and_every_quiz_can_be_done_with_what_the_page_shows(int width, int height, bool isPhone)
    {
        _site = (await RunningSystem.StartAsync(context.CancellationToken)).GetEndpoint("web", "http");
        _page = await s_browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, HasTouch = isPhone, IsMobile = isPhone });
        var first = _page.GetByRole(AriaRole.Link, new() { Name = "Start this exercise" });
        do
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await _page.GotoAsync(new Uri(_site, "/learn").ToString()); // a service that is slow at its first request leaves its part of the page out
        }
        while (await first.CountAsync() == 0);
        await first.ClickAsync();
        var exercises = s_course.Modules.SelectMany(module => module.Exercises).ToDictionary(exercise => exercise.Slug);
        var solved = new HashSet<string>();
        while (solved.Count < exercises.Count)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var slug = Slug.Match(_page.Url).Groups[1].Value;
            Assert.IsTrue(solved.Add(slug), $"{slug} came twice.");
            await SolveAsync(exercises[slug]);
            if (solved.Count < exercises.Count)
            {
                var next = _page.Locator("[data-next-exercise]");
                var address = (await next.GetAttributeAsync("href"))!;
                await next.ClickAsync();
                await _page.ArriveAtAsync(address);
            }
        }

        await _page.GetByRole(AriaRole.Link, new() { Name = "The course", Exact = true }).ClickAsync();
        await _page.ArriveAtAsync("/learn");
        await Expect(_page.Locator(".course-map li[data-state=done]")).ToHaveCountAsync(s_course.Modules.Count);
        await Expect(_page.Locator(".exercise-grid .tick[data-state=solved]")).ToHaveCountAsync(exercises.Count);
        foreach (var module in s_course.Modules)
        {
            await _page.GetByRole(AriaRole.Link, new() { Name = $"Quiz on {module.Content.Title}" }).ClickAsync();
            foreach (var question in module.Quiz)
            {
                await AnswerAsync(question);
            }

            await _page.GetByRole(AriaRole.Link, new() { Name = "Back to the module" }).ClickAsync();
            await _page.ArriveAtAsync($"/learn/{module.Slug}");
            await Expect(_page.Locator(".way-step[data-kind=quiz]")).ToContainTextAsync($"{module.Quiz.Count} of {module.Quiz.Count} answers right");
            await _page.GetByRole(AriaRole.Link, new() { Name = "The course", Exact = true }).ClickAsync();
        }

        Assert.IsEmpty(_failures, $"{solved.Count - _failures.Count} of {exercises.Count} can be solved with what the page shows.\n{string.Join('\n', _failures)}");
    }

    private async Task SolveAsync(ExerciseContent exercise)
    {
        var main = _page.Locator("main");
        var text = await main.InnerTextAsync();
        if (exercise.Kind == ExerciseKind.PredictOutput && Lines(exercise.Program!).FirstOrDefault(line => !Squeezed(text).Contains(Squeezed(line), StringComparison.Ordinal)) is { } hidden)
        {
            _failures.Add($"{exercise.Slug}: the program to be read is not on the page: {hidden}");
        }

        foreach (var file in exercise.Tests.Visible.SelectMany(test => test.Files ?? new Dictionary<string, string>()).Select(file => file.Key).Distinct())
        {
            if (!text.Contains(file, StringComparison.Ordinal))
            {
                _failures.Add($"{exercise.Slug}: the file {file} is not on the page.");
            }
        }

        await TypeAsync(exercise.Solution);
        await _page.Locator("[data-submit]").ClickAsync();
        await Expect(_page.Locator("[data-verdict]")).ToBeVisibleAsync();
        await Expect(_page.Locator("[data-verdict=right]")).ToBeVisibleAsync();
        await Expect(_page.Locator("[data-next-exercise], [data-after-pass] a[href='/learn']").First).ToBeVisibleAsync();
    }

    /// <summary>Puts a text in the place of what the editor, or the field for a prediction, holds.</summary>
    private async Task TypeAsync(string text)
    {
        if (await _page.Locator("[data-editor-styles]").CountAsync() == 0)
        {
            await _page.Locator("textarea[name=Code]").FillAsync(text); // a prediction
            return;
        }

        await _page.Locator("[data-editor][data-ready]").WaitForAsync();
        var monaco = _page.Locator("[data-editor] .view-lines");
        if (await monaco.CountAsync() > 0)
        {
            await monaco.ClickAsync();
            await _page.Keyboard.PressAsync("ControlOrMeta+a");
            await _page.EvaluateAsync(WorkspacePage.Paste, text);
        }
        else
        {
            await _page.Locator("[data-editor] .cm-content").FillAsync(text);
        }
    }

    private async Task AnswerAsync(QuizContent question)
    {
        var quiz = _page.Locator("[data-quiz]");
        await Expect(quiz.Locator("[data-answer]")).ToBeVisibleAsync();
        var right = question.Options.Where(option => question.Kind == QuizKind.OrderLines || option.Correct).Select(option => Plain(option.Text)).ToList();
        if (question.Kind == QuizKind.OrderLines)
        {
            for (var place = 0; place < right.Count; place++)
            {
                for (var at = await PlaceOfAsync(right[place], place); at > place; at--)
                {
                    await quiz.GetByRole(AriaRole.Button, new() { Name = $"Move line {at + 1} up" }).ClickAsync();
                }
            }
        }
        else
        {
            foreach (var option in right)
            {
                await quiz.Locator(".option input").Nth(await PlaceOfAsync(option, 0)).CheckAsync();
            }
        }

        await quiz.Locator("[data-answer]").ClickAsync();
        await Expect(quiz.Locator("[data-verdict]")).ToBeVisibleAsync();
        Assert.AreEqual("right", await quiz.Locator("[data-verdict]").GetAttributeAsync("data-verdict"), question.Slug);
        var next = quiz.GetByRole(AriaRole.Link, new() { Name = "Next question" });
        if (await next.CountAsync() > 0)
        {
            await next.ClickAsync();
        }

        async Task<int> PlaceOfAsync(string text, int from)
        {
            var shown = (await quiz.Locator(".option > .prose").AllInnerTextsAsync()).Select(Plain).ToList();
            var place = shown.FindIndex(from, option => option == text);
            Assert.IsGreaterThanOrEqualTo(0, place, $"{question.Slug}: “{text}” is not among “{string.Join("”, “", shown)}”.");
            return place;
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => line.Trim().Length > 0);

    private static string Squeezed(string text) => Spaces.Replace(text, "");

    /// <summary>What a reader sees of Markdown: no marks, no differences in spaces.</summary>
    private static string Plain(string markdown) => Marks.Replace(markdown, "").Trim();

    [GeneratedRegex(@"/exercises/([^/?#]+)")]
    private static partial Regex Slug { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    [GeneratedRegex(@"```\w*|[`*\\]|\s+")]
    private static partial Regex Marks { get; }
}
