package shop

import (
	"slices"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/guitest"
	"restante/messaging/storefront/listing"
)

// types puts a text into what has the keyboard.
func (d *desk) types(text string) {
	d.t.Helper()
	d.canvas().Focused().(interface{ SetText(string) }).SetText(text)
}

// Moderators come from the contacts, or from a link or peer ID of anybody.
func TestModeratorsAreNamed(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	d.press("Add a moderator")
	d.says("Kenji Watanabe", "Ines Duarte")
	d.types("ines")
	d.silent("Kenji Watanabe")
	d.answer("ines")
	d.says("Ines Duarte", guitest.ID("Ines Duarte").String())
	judge := guitest.ID("a judge")
	d.press("Add a moderator")
	d.silent("None of your contacts is called that. A link or a peer ID names anybody.")
	d.types("ines d")
	d.says("None of your contacts is called that. A link or a peer ID names anybody.") // she is named already
	d.answer("restante:peer/" + judge.String())
	d.says(judge.String())
	d.press("Save")
	want := []peer.ID{guitest.ID("Ines Duarte"), judge}
	if got := d.world.Shop.Own.Moderators; !slices.Equal(got, want) {
		t.Fatalf("the moderators are %v", got)
	}
	d.more("Settings of the shop")
	d.says("Ines Duarte")
	d.press("Remove Ines Duarte")
	d.press("Save")
	if got := d.world.Shop.Own.Moderators; !slices.Equal(got, want[1:]) {
		t.Errorf("the moderators are %v", got)
	}
}

func TestNobodyDecidesTheirOwnDisputes(t *testing.T) {
	d := newDesk(t, guitest.Stocked())
	d.more("Settings of the shop")
	d.press("Add a moderator")
	d.answer(d.world.Me.Peer.String())
	d.press("Save")
	d.says("You cannot decide about your own sales.")
	if len(d.world.Shop.Own.Moderators) > 0 {
		t.Error("it was saved")
	}
}

// No more are offered than a shop can have.
func TestModeratorsHaveALimit(t *testing.T) {
	w := guitest.Stocked()
	for i := range listing.MaxModerators {
		w.Shop.Own.Moderators = append(w.Shop.Own.Moderators, guitest.ID(string(rune('a'+i))))
	}
	d := newDesk(t, w)
	d.more("Settings of the shop")
	m := d.page.settings.judges
	if !m.more.Disabled() {
		t.Error("one more is offered")
	}
	d.press("Remove " + d.page.last.nameOf(w.Shop.Own.Moderators[0]))
	if m.more.Disabled() || len(m.all) != listing.MaxModerators-1 {
		t.Error("no other one is offered")
	}
}
