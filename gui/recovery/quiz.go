package recovery

import (
	"math/rand/v2"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
)

const asked = 3

// Pick chooses the numbers of the words to ask for, from 1, in their order.
func Pick() []int {
	numbers := rand.Perm(24)[:asked]
	slices.Sort(numbers)
	for i := range numbers {
		numbers[i]++
	}
	return numbers
}

// Quiz asks for some of the words: who can give them has them on paper.
type Quiz struct {
	Object fyne.CanvasObject
	Fields []*widget.Field

	words   []string
	numbers []int
}

// NewQuiz makes the questions. Enter goes on to the next, by focus, or submits.
func NewQuiz(words string, numbers []int, wide float32, focus func(fyne.Focusable), submit func()) *Quiz {
	q := &Quiz{words: strings.Fields(words), numbers: numbers}
	rows := widget.Col(10)
	for _, n := range numbers {
		label := lang.L("Word {{.Number}}", map[string]any{"Number": n})
		f := widget.NewField(label, "", 42, nil)
		f.OnSubmitted = func(string) { q.enter(f, focus, submit) }
		q.Fields = append(q.Fields, f)
		rows.Add(widget.Row(12, widget.Cell(84, widget.Strong(label, 13).Cut()), widget.Grow(widget.Wide(f))))
	}
	q.Object = widget.Fixed(wide, 0, rows)
	return q
}

// enter goes on from a field to the next one that is empty, or submits.
func (q *Quiz) enter(from *widget.Field, focus func(fyne.Focusable), submit func()) {
	next := slices.IndexFunc(q.Fields, func(f *widget.Field) bool { return f.Text() == "" })
	if next < 0 || from.Text() == "" {
		submit()
		return
	}
	focus(q.Fields[next].Focusable())
}

// Focusable is the first field that is not right.
func (q *Quiz) Focusable() fyne.Focusable {
	return q.Fields[max(0, q.wrong())].Focusable()
}

// Wrong says which answer is wrong, or "" if all are right.
func (q *Quiz) Wrong() string {
	i := q.wrong()
	if i < 0 {
		return ""
	}
	return lang.L("This is not word {{.Number}}. Look at your paper, or go back to the words.", map[string]any{"Number": q.numbers[i]})
}

// wrong is the first wrong answer, or -1.
func (q *Quiz) wrong() int {
	return slices.IndexFunc(q.Fields, func(f *widget.Field) bool {
		word := q.words[q.numbers[slices.Index(q.Fields, f)]-1]
		return !strings.EqualFold(strings.TrimSpace(f.Text()), word)
	})
}
