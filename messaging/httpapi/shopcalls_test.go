package httpapi

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"restante/messaging/money"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/listing/listingtest"
	"restante/node/ipfs"
)

func TestShopCalls(t *testing.T) {
	a, s := counter(t)
	down, hidden := true, storefront.Hidden
	cheap := storefront.Query{Text: "blue mug", Kind: listing.Physical, Category: "Kitchen", Collection: "mugs", Tag: "clay", Least: 100, Most: 2000, InStock: true, Sort: storefront.Dearest}
	for _, call := range []struct {
		method, path, body, want string
		called                   []any
	}{
		{"POST", "/ob/listing/blue-mug/duplicate", "", `{"slug":"blue-mug-2"}`, []any{"Duplicate", "blue-mug"}},
		{"DELETE", "/ob/listing/blue-mug", "", `{}`, []any{"Delete", []string{"blue-mug"}}},
		{"POST", "/ob/bulkupdate", `{"slugs":["a","b"],"state":"hidden","lower":true,"pricePerMillion":100000,"priceAmount":50,"addTags":["x"]}`, `{}`,
			[]any{"BulkEdit", []string{"a", "b"}, storefront.Edit{State: &hidden, AddTags: []string{"x"},
				Price: storefront.PriceChange{Down: down, PerMillion: 100_000, Amount: 50}}}},
		{"POST", "/ob/inventory", `{"slug":"a","variant":"b","quantity":12}`, `{}`, []any{"SetPieces", "a", "b", uint32(12)}},
		{"POST", "/ob/inventory", `{"slug":"a","quantity":3,"add":true}`, `{}`, []any{"Restock", "a", "", uint32(3)}},
		{"GET", "/ob/files/font", "", `[{"name":"a.pdf","size":3,"cid":"` + hashText(mugHash) + `","here":true}]`, []any{"Files", "font"}},
		{"POST", "/ob/files/font?name=b.pdf", "\xffpdf", `{"name":"b.pdf","size":4,"cid":"` + hashText(mugHash) + `","here":true}`, []any{"AddFile", "font", "b.pdf"}},
		{"DELETE", "/ob/files/font/" + hashText(mugHash), "", `{}`, []any{"RemoveFile", "font", ipfs.CIDOf(mugHash)}},
		{"GET", "/ob/lowstock", "", `[{"slug":"blue-mug","title":"Mug","variant":"blue-s","sku":"M-1","quantity":2,"lowAt":5}]`, []any{"LowStock"}},
		{"POST", "/ob/lowstock", `{"slug":"a","variant":"b","lowAt":0}`, `{}`, []any{"SetThreshold", storefront.Threshold{Slug: "a", Variant: "b"}}},
		{"POST", "/ob/lowstock", `{"slug":"a"}`, `{}`, []any{"DropThreshold", "a", ""}},
		{"GET", "/ob/licensekeys/font", "", `{"left":3,"taken":1}`, []any{"Keys", "font"}},
		{"POST", "/ob/licensekeys/font", `{"keys":["k1","k2"]}`, `{"added":2}`, []any{"AddKeys", "font", []string{"k1", "k2"}}},
		{"DELETE", "/ob/licensekeys/font", `{"key":"k1"}`, `{}`, []any{"RemoveKey", "font", "k1"}},
		{"POST", "/ob/importlistings", "title;price\n\xff", `{"listings":1}`, []any{"Import", "title;price\n\xff"}},
		{"POST", "/ob/publish", "", `{}`, []any{"Publish"}},
		{"GET", "/ob/publish", "", `{"root":"` + hashText(mugHash) + `","size":7,"pending":true,"refused":[{"peerId":"` + node.String() + `","reason":"full"}],"failed":[{"slug":"font","reason":"is missing"}]}`, []any{"Publication"}},
		{"POST", "/ob/follow", `{"peerId":"` + node.String() + `"}`, `{}`, []any{"Follow", node}},
		{"POST", "/ob/unfollow", `{"peerId":"` + node.String() + `"}`, `{}`, []any{"Unfollow", node}},
	} {
		a.want(call.method, call.path, call.body, 200, call.want)
		if got := s.core.lastCall(); !reflect.DeepEqual(got, call.called) {
			t.Errorf("%s %s called %v, want %v", call.method, call.path, got, call.called)
		}
	}
	const query = "?q=blue+mug&contractType=PHYSICAL_GOOD&category=Kitchen&collection=mugs&tag=clay&minPrice=100&maxPrice=2000&inStock=true&sort=dearest&page=1"
	_, b, _ := a.do(a.request("GET", "/ob/listings/"+bob.String()+query, ""))
	var page pageReply
	if err := json.Unmarshal(b, &page); err != nil || page.Pages != 2 || page.Count != 101 || len(page.Listings) != 1 || page.Listings[0].Slug != "blue-mug" {
		t.Errorf("found %s", b)
	}
	if got := s.core.lastCall(); !reflect.DeepEqual(got, []any{"Search", bob, cheap}) {
		t.Errorf("called %v", got)
	}
}

func TestOwnListings(t *testing.T) {
	a, s := counter(t)
	card := `"slug":"blue-mug","hash":"` + hashText(mugHash) + `","title":"Mug, thrown by hand","contractType":"PHYSICAL_GOOD","price":1800,"highestPrice":2250,
		"thumbnail":{"cid":"` + listingtest.Photo("mug").Small.CID.String() + `","size":9},"tags":["mug","clay"],"category":"Kitchen","collections":["mugs","new"],"soldOut":false`
	a.want("GET", "/ob/listings", "", 200, `[{`+card+`,"state":"onSale","lastModified":"2026-11-21T11:00:00.123456789Z",
		"currency":{"code":"EUR","divisibility":2},"inventory":[{"slug":"blue-mug","variant":"blue-s","quantity":4,"reserved":2,"lowAt":5}]},
		{"slug":"draft","title":"","contractType":"","price":0,"highestPrice":0,"tags":[],"category":"","collections":[],"soldOut":false,"state":"draft",
		"lastModified":"0001-01-01T00:00:00Z","currency":{"code":"EUR","divisibility":2},"inventory":[]}]`)
	a.want("GET", "/ob/listings/"+bob.String(), "", 200, `{"peerId":"`+bob.String()+`","page":0,"pages":0,"count":0,
		"currency":{"code":"EUR","divisibility":2},"listings":[{`+card+`}]}`)
	body := `{"slug":"blue-mug","state":"onSale","contractType":"DIGITAL_GOOD","title":"Font","variants":[{"id":"","price":9007199254740991}],"delivery":"byKey"}`
	want := listing.Listing{Slug: "blue-mug", Kind: listing.Digital, Title: "Font", Delivery: listing.ByKey, Variants: []listing.Variant{{Price: money.Max}}}
	a.want("PUT", "/ob/listing", body, 200, `{"slug":"saved"}`)
	if got := s.core.lastCall(); !reflect.DeepEqual(got, []any{"Save", want, storefront.OnSale}) {
		t.Errorf("called %+v", got)
	}
	a.refused(a.request("POST", "/ob/listing", body), http.StatusConflict) // there is one of this slug
	a.want("POST", "/ob/listing", strings.Replace(body, "blue", "green", 1), 200, `{"slug":"saved"}`)
	a.refused(a.request("GET", "/ob/listing/green-mug", ""), http.StatusNotFound)
}
