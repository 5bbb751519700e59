package demo

import (
	"testing"
	"time"
)

// plot is what a newcomer has to see, in this order.
var plot = []string{
	"Two push nodes are up: ",
	"You to Ada: What do you have in stock?", "she has read it", "Ada to You: Today: four desk organisers",
	"Ben has gone. Write to him: it will be held by ",
	"has signed that it holds it", "has signed that it holds it",
	"Now you have gone too.",
	"Ben is back.", "You to Ben: Are you coming on Sunday?", "Ben answers", "that is held by ",
	"Ben has gone again",
	"You are back.", "Ben to You: Yes! I bring the walnuts.", "he has read it",
	"they hold nothing now",
}

// At the pace of people the story is over within a minute.
func TestStory(t *testing.T) {
	virtually(t, func(t *testing.T, w *World, told *lines) {
		began := time.Now()
		if err := w.Story(t.Context()); err != nil {
			t.Fatalf("%v, after:\n%s", err, told)
		}
		told.wantInOrder(t, plot...)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("the story takes %s", took)
		}
	})
}

// The real network of this computer, and nobody's eyes.
func TestStoryOnLoopback(t *testing.T) {
	told := new(lines)
	w := open(t, Options{Tell: told.tell})
	if err := w.Story(t.Context()); err != nil {
		t.Errorf("%v, after:\n%s", err, told)
	}
	told.wantInOrder(t, plot...)
}
