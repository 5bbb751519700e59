package shop

import (
	"testing"

	"restante/gui/guitest"
	"restante/messaging/attachment"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// novel opens a listing that is handed over in a way.
func novel(t *testing.T, by listing.Delivery) *desk {
	w := guitest.Stocked()
	w.Shop.All[0].Kind, w.Shop.All[0].Delivery = listing.Digital, by
	d := newDesk(t, w)
	d.page.edit(d.item("walnut-desk-organiser"))
	return d
}

func TestKeysAreAdded(t *testing.T) {
	d := novel(t, listing.ByKey)
	d.says("0 keys left · 2 handed over")
	d.page.editor.goods.more.SetText("AAAA\n\n BBBB \n")
	d.press("Add the keys")
	d.called("add 2 keys")
	d.says("2 keys left · 2 handed over")
	if text := d.page.editor.goods.more.Text(); text != "" {
		t.Errorf("%q is left in the field", text)
	}
	d.world.Err = storefront.ErrKey
	d.page.editor.goods.more.SetText("CCCC")
	d.press("Add the keys")
	d.says("A licence key is one line of at most 500 bytes.")
	if text := d.page.editor.goods.more.Text(); text != "CCCC" {
		t.Errorf("what was refused is gone: %q", text)
	}
}

// A key is removed once it was asked which, and one that is not there is said.
func TestAKeyIsRemoved(t *testing.T) {
	d := novel(t, listing.ByKey)
	d.silent("Remove a key")
	d.page.editor.goods.more.SetText("AAAA\nBBBB")
	d.press("Add the keys")
	d.press("Remove a key")
	d.answer("CCCC")
	d.says("There is no such key left: it was never there, or an order has it.", "2 keys left · 2 handed over")
	d.press("Remove a key")
	d.press("Cancel")
	d.says("2 keys left · 2 handed over")
	d.press("Remove a key")
	d.answer(" BBBB ")
	d.called("remove key BBBB")
	d.says("1 key left · 2 handed over")
}

func TestFilesAreAddedAndRemoved(t *testing.T) {
	d := novel(t, listing.ByFile)
	d.says("No file yet: what is ordered waits for one.")
	d.file = make([]byte, 3<<20)
	d.press("Add a file")
	d.called("add file novel.epub")
	d.says("novel.epub", "3.0 MiB")
	d.world.Err = attachment.ErrTooLarge
	d.press("Add a file")
	d.says("The file is larger than 100 MiB.")
	d.press("Remove novel.epub")
	d.press("Remove")
	d.called("remove file")
	d.says("No file yet: what is ordered waits for one.")
}

// Nothing is asked for that is not handed over so, and a new listing is kept first.
func TestGoodsFitTheListing(t *testing.T) {
	d := novel(t, listing.ByHand)
	d.silent("Add a file", "Add the keys")
	d.page.editor.delivery.Choose(int(listing.ByFile))
	d.page.editor.fit()
	d.says("Add a file")
	d.page.editor.kind.Choose(0)
	d.page.editor.fit()
	d.silent("Add a file")
	d.page.edit(storefront.Item{Listing: listing.Listing{Kind: listing.Digital, Delivery: listing.ByKey}})
	d.says("Save the listing first, as a draft perhaps: then its keys and files come here.")
}
