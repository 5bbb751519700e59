package machine

import (
	"slices"
	"testing"

	"restante/messaging/order/event"
)

func TestGoods(t *testing.T) {
	l := sold(t)
	want := func(mug, song Line) {
		t.Helper()
		mug.Ordered, song.Ordered = 2, 3
		if got := l.state().Lines; !slices.Equal(got, []Line{mug, song}) {
			t.Errorf("%+v", got)
		}
	}
	want(Line{}, Line{})
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	l.wants(PartlyShipped, "")
	want(Line{Sent: 1}, Line{})
	l.says(Merchant, event.Deliver{Parts: []event.Part{{Line: 1, Quantity: 2}}})
	want(Line{Sent: 1}, Line{Sent: 2})
	l.says(Merchant, event.Refund{Amount: 1000, Parts: []event.Part{{Line: 0, Quantity: 1}, {Line: 1, Quantity: 1}}})
	l.wants(Shipped, "")
	want(Line{Sent: 1, Dropped: 1}, Line{Sent: 2, Dropped: 1})
	l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
	l.wants(Shipped, NothingLeft)
	l.says(Buyer, event.Complete{})
	l.wants(Completed, "")
}

// What an order takes from the stock goes back when it ends, and what was sent does
// not: the sum of all changes is what is gone.
func TestHolds(t *testing.T) {
	for name, c := range map[string][2]Hold{
		"placed":         {{0, 2, 0, 0}, {1, 3, 0, 0}},
		"paid":           {{0, 2, 0, 0}, {1, 3, 0, 0}},
		"partly shipped": {{0, 1, 1, 0}, {1, 3, 0, 0}},
		"shipped":        {{0, 0, 2, 0}, {1, 0, 3, 0}},
		"completed":      {{0, 0, 2, 0}, {1, 0, 3, 0}},
		"disputed":       {{0, 0, 2, 0}, {1, 0, 3, 0}},
		"cancelled":      {{0, 0, 0, 0}, {1, 0, 0, 0}},
		"declined":       {{0, 0, 0, 0}, {1, 0, 0, 0}},
		"unpaid":         {{0, 0, 0, 0}, {1, 0, 0, 0}},
		"failed":         {{0, 0, 0, 0}, {1, 0, 0, 0}},
		"returned":       {{0, 0, 2, 1}, {1, 0, 3, 0}},
		"refunded":       {{0, 0, 0, 0}, {1, 0, 0, 0}},
	} {
		if got := situations(t)[name].state().Holds(); !slices.Equal(got, c[:]) {
			t.Errorf("%s: %v, want %v", name, got, c)
		}
	}
}

// What will not be sent any more goes back to the stock, however that came about.
func TestNothingIsHeldForWhatIsOver(t *testing.T) {
	for _, last := range []struct {
		by   Role
		body event.Body
	}{{Moderator, event.Decision{Merchant: 10_000, Text: "so be it"}}, {Buyer, event.Complete{}}} {
		l := sold(t)
		l.says(Merchant, event.Ship{Parts: []event.Part{{Line: 0, Quantity: 1}}})
		l.says(Buyer, event.Dispute{Text: "one is missing"})
		l.says(last.by, last.body)
		if got := l.state().Holds(); !slices.Equal(got, []Hold{{0, 0, 1, 0}, {1, 0, 0, 0}}) {
			t.Errorf("after a %s: %v", last.body.Kind(), got)
		}
	}
}

func TestRatings(t *testing.T) {
	l := sent(t)
	rating := l.says(Buyer, event.Rate{Scores: []event.Score{{Line: 0, Stars: 2}}, Text: "cracked"})
	l.says(Buyer, event.Rate{Scores: []event.Score{{Line: 0, Stars: 1}}})
	l.wants(Shipped, IsRated)
	l.says(Merchant, event.Reply{Rating: rating.Hash, Text: "sorry"})
	l.says(Merchant, event.Reply{Rating: rating.Hash, Text: "not sorry"})
	l.wants(Shipped, NoRating)
	other := l.says(Buyer, event.Rate{Scores: []event.Score{{Line: 1, Stars: 5}}})
	l.says(Merchant, event.Reply{Rating: rating.Hash, Text: "not sorry"})
	l.wants(Shipped, IsReplied)
	l.says(Buyer, event.Rate{Scores: []event.Score{{Line: 1, Stars: 5}}})
	s := l.wants(Shipped, IsRated)
	if len(s.Ratings) != 2 || s.Ratings[0].Reply != "sorry" || s.Ratings[1].Hash != other.Hash || s.Ratings[1].Reply != "" {
		t.Errorf("%+v", s.Ratings)
	}
}
