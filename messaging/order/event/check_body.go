package event

import (
	"cmp"
	"fmt"
	"strings"

	"restante/messaging/money"
)

func (c Confirm) check() error {
	for _, w := range c.Ways {
		if err := w.check(); err != nil {
			return err
		}
	}
	return cmp.Or(prose("the note", c.Note, MaxNote), upTo("ways to pay", len(c.Ways), MaxWays),
		checkDue(c.PayBy), checkDue(c.ShipBy))
}

func (w Way) check() error {
	return cmp.Or(field("the method", w.Method, MaxField), prose("where to pay", w.To, MaxTo),
		field("the reference", w.Reference, MaxField))
}

func (f Failure) check() error {
	if f.Code == "" {
		return fmt.Errorf("%w: a failure without a code", ErrMalformed)
	}
	return cmp.Or(field("the code", f.Code, MaxCode), prose("the reason", f.Reason, MaxNote))
}

func (d Decline) check() error { return prose("the reason", d.Reason, MaxNote) }
func (c Cancel) check() error  { return prose("the reason", c.Reason, MaxNote) }
func (u Unpaid) check() error  { return prose("the reason", u.Reason, MaxNote) }

func (p Payment) check() error {
	return cmp.Or(field("the method", p.Method, MaxField), field("the reference", p.Reference, MaxField),
		checkMoney(p.Amount))
}

func (n Noted) check() error { return Payment(n).check() }
func (p Paid) check() error  { return Payment(p).check() }

func (r Refund) check() error {
	return cmp.Or(Payment{r.Method, r.Reference, r.Amount}.check(), prose("the reason", r.Reason, MaxNote),
		checkParts(r.Parts))
}

func (s Ship) check() error {
	return cmp.Or(something(s.Parts), checkParts(s.Parts), field("the carrier", s.Carrier, MaxField),
		field("the tracking number", s.Tracking, MaxField), checkURL(s.URL), prose("the note", s.Note, MaxNote))
}

func (d Deliver) check() error {
	for _, k := range d.Keys {
		if err := prose("a key", k, MaxKey); err != nil {
			return err
		}
	}
	for _, f := range d.Files {
		if err := f.check(); err != nil {
			return err
		}
	}
	return cmp.Or(something(d.Parts), checkParts(d.Parts), prose("the text", d.Text, MaxText),
		upTo("keys", len(d.Keys), MaxKeys), upTo("files", len(d.Files), MaxFiles))
}

func (f File) check() error {
	if !f.CID.Defined() || f.Size > money.Max {
		return fmt.Errorf("%w: a file that is nowhere", ErrMalformed)
	}
	if strings.ContainsAny(f.Name, `/\`) {
		return fmt.Errorf("%w: the name of a file leads elsewhere", ErrMalformed)
	}
	return field("the name of a file", f.Name, MaxField)
}

func something(parts []Part) error {
	if len(parts) == 0 {
		return fmt.Errorf("%w: nothing of the order is in it", ErrMalformed)
	}
	return nil
}

func (c Complete) check() error { return prose("the note", c.Note, MaxNote) }

func (r Rate) check() error {
	return cmp.Or(r.checkScores(), prose("the text", r.Text, MaxNote), checkPhotos(r.Photos))
}

func (r Rate) checkScores() error {
	for i, s := range r.Scores {
		if s.Stars < 1 || s.Stars > MaxStars || i > 0 && r.Scores[i-1].Line >= s.Line {
			return fmt.Errorf("%w: its scores are not in ascending order, or no stars", ErrMalformed)
		}
	}
	if len(r.Scores) == 0 {
		return fmt.Errorf("%w: nothing of the order is rated", ErrMalformed)
	}
	return upTo("scores", len(r.Scores), MaxLines)
}

func (r Reply) check() error   { return said("the reply", r.Text, MaxText) }
func (d Dispute) check() error { return said("the claim", d.Text, MaxText) }
func (a Answer) check() error  { return said("the answer", a.Text, MaxText) }
func (m Message) check() error { return said("the message", m.Text, MaxText) }

func (d Decision) check() error {
	if _, err := money.Add(d.Buyer, d.Merchant); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return cmp.Or(checkAmount(d.Found), said("the decision", d.Text, MaxText))
}
