package order

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/order/event"
	"restante/node/vault"
)

// asks are the orders that somebody would compare now, by whom they would be compared with.
func (s *side) asks(with peer.ID, whole bool) map[peer.ID][]event.ID {
	s.T.Helper()
	got := make(map[peer.ID][]event.ID)
	s.View(func(tx *vault.Tx) error {
		all, err := s.toCheck(tx, with, whole, time.Now())
		for _, one := range all {
			if got[one.peer] != nil {
				s.T.Errorf("%s comes twice", one.peer)
			}
			for _, d := range one.digests {
				got[one.peer] = append(got[one.peer], d.id)
			}
			slices.SortFunc(got[one.peer], func(a, b event.ID) int { return event.Hash(a).Compare(event.Hash(b)) })
		}
		return err
	})
	return got
}

// One reading tells for everybody what to compare with whom.
func TestWhatIsCompared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		plain, argued, over := w.placed(1), w.placed(1), w.placed(1)
		w.buyer.says(over, event.Cancel{})
		w.merchant.says(argued, event.Confirm{})
		w.settle()
		w.buyer.says(argued, event.Dispute{Text: "!"})
		w.settle()
		want := func(by *side, with peer.ID, who *side, ids ...event.ID) {
			t.Helper()
			slices.SortFunc(ids, func(a, b event.ID) int { return event.Hash(a).Compare(event.Hash(b)) })
			if got := by.asks(with, false)[who.ID()]; !slices.Equal(got, ids) {
				t.Errorf("%v, want %v", got, ids)
			}
		}
		want(w.merchant, "", w.buyer, plain, argued, over)
		want(w.merchant, "", w.judge, argued)
		want(w.merchant, "", w.mallory)
		want(w.buyer, "", w.merchant, plain, argued, over)
		want(w.buyer, w.judge.ID(), w.merchant)
		want(w.buyer, w.judge.ID(), w.judge, argued)
		want(w.judge, "", w.buyer, argued)
		<-time.After(checkFor + time.Hour)
		want(w.merchant, "", w.buyer, plain, argued)
	})
}

// Whoever asks learns that both have the same, as does who is asked; then neither asks for
// a week, and both do again after that.
func TestBothKnowThatTheyAgree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		id := w.placed(1)
		w.merchant.says(id, event.Confirm{})
		w.settle()
		must(t, w.buyer.CheckAll(ctx))
		w.settle()
		asked := time.Now()
		for _, s := range []*side{w.buyer, w.merchant} {
			if all := s.page(id).Agreed; len(all) != 1 {
				t.Errorf("they agree with %v", all)
			}
		}
		for time.Since(asked) < checkAgain-time.Hour {
			for _, s := range []*side{w.buyer, w.merchant} {
				must(t, s.CheckAll(ctx))
				if n := len(s.parcels()); n != 0 {
					t.Errorf("%d messages of what is agreed, after %s", n, time.Since(asked))
				}
			}
			<-time.After(24 * time.Hour)
		}
		<-time.After(2 * time.Hour)
		for _, s := range []*side{w.buyer, w.merchant} {
			must(t, s.CheckAll(ctx))
			if n := len(s.parcels()); n != 1 {
				t.Errorf("%d messages after a week", n)
			}
		}
	})
}

// Who agreed on something older has not agreed on what is here.
func TestAnOldWordIsNotAgreement(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	must(t, w.buyer.Check(ctx, w.merchant.ID()))
	for _, p := range w.buyer.parcels() {
		w.carry(w.buyer, p)
	}
	w.buyer.says(id, event.Message{Text: "Hello?"})
	w.settle()
	if all := w.buyer.page(id).Agreed; len(all) != 0 {
		t.Errorf("agreed with %v", all)
	}
}
