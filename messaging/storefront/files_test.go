package storefront

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"restante/messaging/attachment"
	"restante/messaging/storefront/listing"
	"restante/node/vault"
)

var novel = strings.Repeat("It was a dark and stormy night. ", 40_000) // over a megabyte

// author sells the font as files.
func author(t *testing.T, net *network) *merchant {
	m := newMerchant(t, net)
	m.open()
	l := m.item("font").Listing
	l.Delivery = listing.ByFile
	m.save(l, OnSale)
	return m
}

func (m *merchant) add(name, text string) File {
	m.t.Helper()
	f, err := m.AddFile(m.t.Context(), "font", name, strings.NewReader(text))
	must(m.t, err)
	return f
}

func (m *merchant) goods() (files []File) {
	m.t.Helper()
	must(m.t, m.do(func(tx *vault.Tx) (err error) {
		files, err = m.Goods(tx, "font")
		return err
	}))
	return files
}

// What somebody buys comes from the published shop, and nobody without the key can read
// it there.
func TestABoughtFileComesFromTheShop(t *testing.T) {
	net := newNetwork()
	m, buyer := author(t, net), newMerchant(t, net)
	f := m.add("novel.txt", novel)
	m.publish()
	if m.entry("files/"+f.CID.String()) != f.CID || f.Size != uint64(len(novel)) {
		t.Errorf("%+v is not published", f)
	}
	must(t, m.Store.Pin(t.Context(), m.root()))
	for range 2 { // it can be fetched again
		r, err := buyer.OpenFile(t.Context(), m.Key.ID(), f)
		must(t, err)
		got, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil || string(got) != novel {
			t.Errorf("%d bytes came, %v", len(got), err)
		}
		if pins := buyer.Store.Pins(); len(pins) != 0 {
			t.Errorf("the buyer keeps %v", pins)
		}
	}
	other := f
	other.Key = attachment.NewKey()
	if _, err := buyer.OpenFile(t.Context(), m.Key.ID(), other); !errors.Is(err, attachment.ErrDamaged) {
		t.Errorf("without its key: %v", err)
	}
	short := f
	short.Size = 1
	if _, err := buyer.OpenFile(t.Context(), m.Key.ID(), short); !errors.Is(err, ErrForeign) {
		t.Errorf("larger than it was said to be: %v", err)
	}
	must(t, buyer.giveAllBack(t.Context()))
	if pins := buyer.Store.Pins(); len(pins) != 0 {
		t.Errorf("the buyer keeps %v", pins)
	}
}

func TestFilesOfAListing(t *testing.T) {
	m := author(t, newNetwork())
	one, two := m.add("one.pdf", "1"), m.add("two.pdf", "2")
	if got := m.goods(); len(got) != 2 || got[0].Name != "one.pdf" || got[1].Key != two.Key {
		t.Errorf("%+v", got)
	}
	must(t, m.RemoveFile(t.Context(), "font", one.CID))
	if err := m.RemoveFile(t.Context(), "font", one.CID); !errors.Is(err, ErrNoFile) {
		t.Errorf("%v", err)
	}
	if got := m.goods(); len(got) != 1 || got[0].CID != two.CID {
		t.Errorf("%+v", got)
	}
	m.publish()
	m.entry("files/" + one.CID.String()) // for who has bought it
	l := m.item("font").Listing
	l.Delivery = listing.ByHand
	m.save(l, OnSale)
	if got := m.goods(); len(got) != 0 {
		t.Errorf("handed over by hand: %+v", got)
	}
	l.Delivery = listing.ByFile
	m.save(l, OnSale)
	must(t, errors.Join(m.Store.Unpin(two.CID), m.Store.Unpin(m.root()))) // a backup was put back
	_, err := m.Store.Sweep(t.Context())
	must(t, err)
	files, err := m.Files(t.Context(), "font")
	if err != nil || len(files) != 1 || files[0].Here || len(m.goods()) != 0 {
		t.Errorf("%+v, %v", files, err)
	}
	m.add("three.pdf", "3")
	m.publish() // all the same
}

// What is taken away stays as long as orders on it may be on their way.
func TestFilesThatAreGoneAreForgottenLater(t *testing.T) {
	m := author(t, newNetwork())
	f := m.add("one.pdf", "1")
	must(t, m.Delete(t.Context(), "font"))
	must(t, m.tidyFiles(t.Context()))
	if pins := m.Store.Pins(); len(pins) != 1 || pins[0] != f.CID {
		t.Errorf("%v", pins)
	}
	must(t, m.do(func(tx *vault.Tx) error {
		return tx.Do("test", `UPDATE goods SET gone = gone - ?`, (MaxStale + time.Minute).Milliseconds())
	}))
	must(t, m.tidyFiles(t.Context()))
	if pins := m.Store.Pins(); len(pins) != 0 {
		t.Errorf("%v", pins)
	}
}

func TestFilesHaveLimits(t *testing.T) {
	m := author(t, newNetwork())
	for _, name := range []string{"", "a/b", `a\b`, "a\nb", strings.Repeat("a", MaxFile+1)} {
		if _, err := m.AddFile(t.Context(), "font", name, strings.NewReader("")); !errors.Is(err, ErrFile) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := m.AddFile(t.Context(), "nothing", "a", strings.NewReader("")); !errors.Is(err, ErrNoItem) {
		t.Errorf("%v", err)
	}
	must(t, m.do(func(tx *vault.Tx) error { return putFile(tx, "book-of-clay", File{}, MaxGoods) }))
	if _, err := m.AddFile(t.Context(), "font", "a", bytes.NewReader([]byte("1"))); !errors.Is(err, ErrGoods) {
		t.Errorf("%v", err)
	}
	must(t, m.do(func(tx *vault.Tx) error { return tx.Do("test", `DELETE FROM goods`) }))
	if pins := m.Store.Pins(); len(pins) != 0 {
		t.Errorf("what was refused is kept: %v", pins)
	}
	for range MaxFiles {
		m.add("a", "1")
	}
	if _, err := m.AddFile(t.Context(), "font", "a", strings.NewReader("1")); !errors.Is(err, ErrFull) {
		t.Errorf("%v", err)
	}
}
