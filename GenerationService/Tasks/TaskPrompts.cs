namespace Podium.GenerationService.Tasks;

/// <summary>The words sent to models. Whoever changes one raises the task's prompt version.</summary>
internal static class TaskPrompts
{
    public const string System =
        """
        You build web pages. Answer with one complete HTML document and nothing else: it starts with <!doctype html> and ends with </html>.
        Put all CSS in <style> and all JavaScript in <script> inside that document. Load nothing from other hosts: no external scripts, styles, fonts or
        images; draw what you need with CSS, inline SVG or data URIs. No Markdown, no code fence, no words before or after the document.
        """;

    public const string Redesign =
        """
        Below is the landing page of a small company. It works, but it looks twenty years old and breaks on a phone. Redesign it.

        What must stay:
        - Every section, in an order a visitor can follow: navigation, announcement, hero, features, about with its facts, plans, testimonials, questions,
          the closing call to action and the footer.
        - Every statement, number, name and price, word for word. Do not add claims and do not drop any.

        What you decide: layout, typography, colour, spacing, imagery made of CSS or inline SVG, and small interactions.

        What makes it good:
        - A clear idea of the design, carried through every section, rather than a template.
        - Strong hierarchy and typography; enough contrast; one obvious main action.
        - It works from 360 to 1600 pixels wide without sideways scrolling.
        - Semantic HTML with landmarks, a language, a title and a viewport; visible focus; full use by keyboard; calm under prefers-reduced-motion.
        - Ready to ship: no placeholder text, no dead scripts.
        """;

    public const string Form =
        """
        Build the sign-up of a business software product as a form in five steps on one page:
        1. Account: full name, work email, password with a strength hint.
        2. Company: company name, size, industry, country.
        3. Team invite: any number of email addresses with a role each, addable and removable; may be skipped.
        4. Plan & billing: three plans, monthly or yearly, a running total, and card fields (nothing is sent anywhere).
        5. Review & submit: everything entered, grouped by step, each group with a way back to it; consent; submit; then a success screen.

        What makes it good:
        - Progress is visible, finished steps can be visited again, and nothing entered is lost on the way.
        - Each step checks its fields when the person goes on, says what is wrong in words beside the field, and moves the focus to the first problem.
        - Every control has a label; everything works by keyboard; changes of step are announced to screen readers.
        - It works from 360 to 1600 pixels wide, and looks like a product somebody would pay for.
        - Plain JavaScript only, and no network requests.
        """;

    public const string ImageToCode =
        """
        The attached picture is the mock-up of a landing page, 1440 pixels wide. Rebuild it as a page, as close to the picture as you can: layout, proportions,
        colours, type sizes and weights, spacing, and every word of text.

        The picture shows one width only. You decide how it adapts: from 360 to 1600 pixels without sideways scrolling.
        Use semantic HTML with landmarks, a language, a title and a viewport; text stays text; links and buttons are reachable by keyboard.
        """;

    /// <summary>Two drawings that the mock-up contains; given as source, since a page may load nothing.</summary>
    public static string Assets(string imageUrl, string mark, string landscape) =>
        $"""
        The picture can also be found at {imageUrl}

        Two drawings in it are given here as SVG. Place them inline.

        nordline-mark.svg, the logo:
        {mark}

        nordline-landscape.svg, the scene of the hero:
        {landscape}
        """;

    public static string Baseline(string html) =>
        $"""
        The page:

        ```html
        {html}
        ```
        """;

    /// <summary>The markers tell the model, and a reader of the log, where words of the user begin and end.</summary>
    public static string Skill(string text) =>
        $"""
        The person who asks added this guidance. Follow it where it does not contradict the task.
        ----- BEGIN SKILL -----
        {text}
        ----- END SKILL -----
        """;
}
