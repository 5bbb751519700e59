package widget

import "time"

// Message is what one row of a conversation shows.
type Message struct {
	ID    string
	Text  string
	Whole string // what Text stands for where it leaves something out; "" where it does not
	Out   bool   // written here
	Time  time.Time
	Mark  Mark   // of own messages
	Note  string // what the mark means, on a line of its own; "" for none
	Deed  Deed   // the button at its foot
	New   bool   // the line "new messages" stands above it
}

// Deed is what a message offers to do. The zero value is nothing.
type Deed struct{ Word, Icon string }

// Mark is how far an own message has come.
type Mark int

const (
	NoMark Mark = iota
	Queued
	Waiting
	Stored
	Delivered
	Read
	Failed
)

// Icon is the mark's icon, "" for NoMark.
func (m Mark) Icon() string {
	return [...]string{"", "clock", "key-round", "package", "check-check", "check-check", "circle-alert"}[m]
}

// Labels are the words that a conversation puts between messages.
type Labels struct {
	Day   func(time.Time) string // "Today"
	Clock func(time.Time) string // "14:05"
	New   string                 // "New messages"
	Jump  string                 // "Newest messages", for assistive tools
}

// item is a message with its place in the conversation and its measures.
type item struct {
	Message
	day         string // pill above it; "" for none
	clock       string
	first, last bool // of a run by the same author

	rev    int     // grows with every change of place
	at     float32 // the width of the view it was measured for; 0: not yet
	letter float32 // the size of text it was measured for
	lines  []line
	notes  []line  // the note, on several lines where it is long
	low    bool    // the time stands below the note
	inner  float32 // width of the text block
	tall   float32 // height of the bubble
	head   float32 // day and new line above the bubble
	height float32 // of the whole row
}

// runGap is the pause after which the same author's next message stands apart.
const runGap = time.Hour

// arrange decides day pills and runs from index from on.
func arrange(items []*item, l Labels, from int) {
	for i := max(0, from); i < len(items); i++ {
		it := items[i]
		it.clock = l.Clock(it.Time)
		day, first := "", true
		if i > 0 {
			before := items[i-1]
			if !sameDay(before.Time, it.Time) {
				day = l.Day(it.Time)
			}
			first = day != "" || it.New || before.Out != it.Out || it.Time.Sub(before.Time) > runGap
			before.setLast(first)
		} else {
			day = l.Day(it.Time)
		}
		it.setHead(day, first)
	}
	if n := len(items); n > 0 {
		items[n-1].setLast(true)
	}
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ad == bd && am == bm && ay == by
}

func (it *item) setHead(day string, first bool) {
	if it.day != day || it.first != first {
		it.day, it.first, it.at = day, first, 0
		it.rev++
	}
}

func (it *item) setLast(last bool) {
	if it.last != last {
		it.last, it.at = last, 0
		it.rev++
	}
}
