package machine

import (
	"cmp"
	"slices"
	"time"

	"restante/messaging/order/event"
)

// Return is something that the buyer sends back, or wants to.
type Return struct {
	event.Return
	Hash     event.Hash
	At       time.Time
	Answer   event.Kind // allow, refuse, or 0: none yet
	Answered time.Time
	Text     string       // of the answer
	Came     []event.Part // what came back of it
}

// Open reports whether something of it is still to come, or to be answered.
func (r Return) Open() bool { return r.Answer != event.KindRefuse && len(r.Left()) > 0 }

// Left is what of it has not come back.
func (r Return) Left() (parts []event.Part) {
	for _, p := range r.Parts {
		if p.Quantity -= quantity(r.Came, p.Line); p.Quantity > 0 {
			parts = append(parts, p)
		}
	}
	return parts
}

func quantity(parts []event.Part, line uint32) (n uint32) {
	for _, p := range parts {
		if p.Line == line {
			n += p.Quantity
		}
	}
	return n
}

// returned are all returns that count, with what became of them.
func (f *facts) returned() (all []Return) {
	for _, n := range f.returns {
		r := Return{Return: n.Body.(event.Return), Hash: n.Hash, At: n.At}
		for _, a := range f.answers {
			switch b := a.Body.(type) {
			case event.Allow:
				if b.Return == r.Hash {
					r.Answer, r.Answered, r.Text = event.KindAllow, a.At, b.Text
				}
			case event.Refuse:
				if b.Return == r.Hash {
					r.Answer, r.Answered, r.Text = event.KindRefuse, a.At, b.Text
				}
			}
		}
		r.Came = f.came(r.Hash, r.Parts)
		all = append(all, r)
	}
	return all
}

// came is what of a return came back, in the order of its lines.
func (f *facts) came(h event.Hash, of []event.Part) (all []event.Part) {
	for _, p := range of {
		p.Quantity = 0
		for _, n := range f.received {
			if b := n.Body.(event.Receive); b.Return == h {
				p.Quantity += quantity(b.Parts, p.Line)
			}
		}
		if p.Quantity > 0 {
			all = append(all, p)
		}
	}
	return all
}

// findReturn is the one with a hash, or nil.
func (f *facts) findReturn(h event.Hash) *Return {
	for _, r := range f.returned() {
		if r.Hash == h {
			return &r
		}
	}
	return nil
}

// returnable is how much of a line can be asked to go back: what was sent, without what
// came back and what is on its way.
func (f *facts) returnable(line int) int64 {
	n := int64(f.lines[line].Sent) - int64(f.lines[line].Returned)
	for _, r := range f.returned() {
		if r.Open() {
			n -= int64(quantity(r.Left(), uint32(line)))
		}
	}
	return n
}

// Returnable is how much of a line the buyer can ask to send back now: 0 of one that there
// is not.
func (s State) Returnable(line int) uint32 {
	if line < 0 || line >= len(s.facts.lines) {
		return 0
	}
	return uint32(max(0, s.facts.returnable(line)))
}

func mayReturn(f *facts, _ Role, at time.Time) Reason {
	why := cmp.Or(unless(f.end() == nil, Over), f.undecided(), f.quiet(), unless(f.sent != nil, NothingSent))
	if why != "" {
		return why
	}
	if by := f.returnBy(); !by.IsZero() && at.After(by) {
		return TooLate
	}
	for i := range f.lines {
		if f.returnable(i) > 0 {
			return ""
		}
	}
	return NothingBack
}

// returnBy is zero where nobody has said an end. It is of an order that was sent.
func (f *facts) returnBy() time.Time {
	if hours := f.placed().Times.Return; hours > 0 {
		return f.sent.At.Add(time.Duration(hours) * time.Hour)
	}
	return time.Time{}
}

func returnsWhatWasSent(f *facts, n *node) Reason {
	for _, p := range n.Body.(event.Return).Parts {
		switch {
		case int(p.Line) >= len(f.lines):
			return NoSuchLine
		case int64(p.Quantity) > f.returnable(int(p.Line)):
			return TooMuchReturned
		}
	}
	return ""
}

func mayAnswerReturn(f *facts, _ Role, _ time.Time) Reason {
	return unless(slices.ContainsFunc(f.returned(), func(r Return) bool { return r.Answer == 0 }), NoReturn)
}

func answersReturn(f *facts, n *node) Reason {
	var h event.Hash
	switch b := n.Body.(type) {
	case event.Allow:
		h = b.Return
	case event.Refuse:
		h = b.Return
	}
	r := f.findReturn(h)
	if r == nil {
		return NoReturn
	}
	return unless(r.Answer == 0, IsAnswered)
}

func mayReceive(f *facts, _ Role, _ time.Time) Reason {
	awaited := func(r Return) bool { return r.Answer == event.KindAllow && r.Open() }
	return unless(slices.ContainsFunc(f.returned(), awaited), NoReturn)
}

// receivesWhatWasAllowed also holds what comes back to what was sent: a buyer who has said
// two things in one place may have asked twice.
func receivesWhatWasAllowed(f *facts, n *node) Reason {
	b := n.Body.(event.Receive)
	r := f.findReturn(b.Return)
	switch {
	case r == nil:
		return NoReturn
	case r.Answer != event.KindAllow:
		return NotAllowed
	}
	for _, p := range b.Parts {
		if p.Quantity > quantity(r.Left(), p.Line) {
			return TooMuchReturned
		}
		if l := f.lines[p.Line]; p.Quantity > l.Sent-l.Returned {
			return TooMuchReturned
		}
	}
	return ""
}

func (f *facts) receive(n *node, b event.Receive) {
	f.received = append(f.received, n)
	for _, p := range b.Parts {
		f.lines[p.Line].Returned += p.Quantity
		if b.Restock {
			f.lines[p.Line].Restocked += p.Quantity
		}
	}
}
