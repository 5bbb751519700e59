package order

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/order/event"
	"restante/messaging/order/machine"
)

// An order that says to be of another time than it came fails, and stands in the list
// where it came: nobody keeps at its top, or out of the figures, by a clock of theirs.
func TestAnOrdersClockCannotLie(t *testing.T) {
	w := newTrade(t)
	honest := w.placed(1)
	w.drop()
	ids := []event.ID{honest}
	for _, at := range []time.Time{event.Earliest, time.Now().AddDate(0, -2, 0), time.Now().AddDate(0, 0, 2), event.Latest.Add(-time.Hour)} {
		e, raw := sign(t, w.buyer.Key, event.Event{At: at, Body: w.wish(w.merchant.mugs(1))})
		w.sends(w.buyer, w.merchant, raw)
		st := w.merchant.wants(e.Order, machine.Failed)
		if st.Ended == nil || st.Ended.Code != event.CodeTimes || st.Ended.Reason == "" {
			t.Errorf("of %s: %+v", at, st.Ended)
		}
		if got := w.merchant.page(e.Order).Placed; time.Since(got).Abs() > time.Hour {
			t.Errorf("of %s: placed %s", at, got)
		}
		ids = append(ids, e.Order)
	}
	w.wantFree(2)
	if got := w.merchant.found(ids, Filter{Sort: Oldest}); !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("in the list they are %v", got)
	}
}

// What lay elsewhere for weeks counts as the work of the day on which it came.
func TestWorkGoesByArrival(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTrade(t)
		id := w.places(w.merchant.mugs(1))
		<-time.After(3 * 7 * 24 * time.Hour)
		day := time.Now()
		w.settle()
		w.merchant.wants(id, machine.Placed)
		if got, err := w.merchant.Work(ctx, day, day.Add(time.Hour)); err != nil || got.Placed != 1 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// Whatever time a merchant names is one that the list of the buyer can hold.
func TestTimesDoNotRunOver(t *testing.T) {
	w := newTrade(t)
	id := w.placed(1)
	far := event.Latest.Add(-time.Hour)
	w.merchant.says(id, event.Confirm{PayBy: far, ShipBy: far})
	w.settle()
	for _, s := range []*side{w.buyer, w.merchant} {
		if got := s.page(id).Due; !got.Equal(far) {
			t.Errorf("due %s, want %s", got, far)
		}
	}
	if err := w.merchant.acts(w.placed(1), event.Confirm{PayBy: event.Latest}); err == nil {
		t.Error("a time beyond all times was taken")
	}
	if last := event.Latest.Add(event.MaxHours * time.Hour); !time.Unix(0, last.UnixNano()).Equal(last) {
		t.Errorf("%s runs over", last)
	}
}
