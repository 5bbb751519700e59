package chats

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/messaging/chat"
	"restante/messaging/contact"
)

// many is a world with n people, each with something said.
func many(n int) *guitest.World {
	w := guitest.Empty()
	w.Nodes = guitest.Nodes()
	for i := range n {
		at := guitest.Now.Add(-time.Duration(i) * time.Minute)
		id := w.Meet(fmt.Sprintf("Person %d", i), i%3 == 0, at)
		w.Say(id, at, fmt.Sprintf("The last of what was said, number %d, and it is not short", i), "").Read = i%5 > 0
	}
	return w
}

const limit = 20 * time.Millisecond // for 5,000 conversations to be in the list

// crowd is a page with 5,000 conversations, and what it reads of the core.
func crowd(b *testing.B) (*desk, []chat.Conversation, []contact.Contact) {
	w := many(5000)
	d := newDesk(b, w)
	talks, err := w.Conversations(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	contacts, err := w.List(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return d, talks, contacts
}

// BenchmarkList takes in 5,000 conversations that were read anew and draws them.
func BenchmarkList(b *testing.B) {
	d, talks, contacts := crowd(b)
	for b.Loop() {
		d.page.loaded(reading{all: merge(talks, contacts, nil), nodes: d.world.Nodes}, nil)
		test.WidgetRenderer(d.page.people.list).Layout(d.page.people.list.Size())
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/list")
	b.ReportMetric(float64(limit.Milliseconds()), "ms-limit")
}

// BenchmarkSearch types a letter into the search among 5,000.
func BenchmarkSearch(b *testing.B) {
	d, _, _ := crowd(b)
	d.page.people.search.SetText("p")
	for i := 0; b.Loop(); i++ {
		d.page.people.search.SetText(fmt.Sprint("person 4", i%10))
	}
}
