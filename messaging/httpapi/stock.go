package httpapi

import (
	"bufio"
	"bytes"
	"net/http"
	"reflect"

	"restante/messaging/storefront"
)

type stockForm struct {
	Slug     string `json:"slug"`
	Variant  string `json:"variant"`
	Quantity uint32 `json:"quantity" about:"in the stock"`
	Reserved uint32 `json:"reserved" about:"for orders and tickets, and no more among the quantity"`
	LowAt    uint32 `json:"lowAt" about:"at how many they are low stock; 0: never"`
}

type lowForm struct {
	Slug     string `json:"slug"`
	Title    string `json:"title"`
	Variant  string `json:"variant"`
	SKU      string `json:"sku"`
	Quantity uint32 `json:"quantity"`
	LowAt    uint32 `json:"lowAt"`
}

type lowBody struct {
	Slug    string  `json:"slug" example:"blue-mug" about:"empty: the whole shop"`
	Variant string  `json:"variant" example:"s" about:"empty: the whole listing"`
	LowAt   *uint32 `json:"lowAt" example:"3" about:"0: never; null: as what is above it, and in the shop 5"`
}

type stockBody struct {
	Slug     string `json:"slug" example:"blue-mug"`
	Variant  string `json:"variant" example:"s" about:"empty without options"`
	Quantity uint32 `json:"quantity" example:"12"`
	Add      bool   `json:"add,omitempty" example:"false" about:"true: these came in besides"`
}

type keysReply struct {
	Left  int `json:"left"`
	Taken int `json:"taken" about:"handed to orders"`
}

type keysBody struct {
	Keys []string `json:"keys" example:"[\"AAAA-BBBB\"]" about:"those that were ever there are left out"`
}

type keyBody struct {
	Key string `json:"key" example:"AAAA-BBBB"`
}

type addedReply struct {
	Added int `json:"added"`
}

type importedReply struct {
	Listings int `json:"listings"`
}

// stockCalls answers the routes of what there is of each listing, and of the table of
// all of them.
type stockCalls struct{ shop Shop }

func stockRoutes(s Shop) []route {
	a := stockCalls{s}
	return []route{
		answer("GET", "/ob/inventory", "How many there are of what is counted", a.all),
		accept("POST", "/ob/inventory", "Sets how many there are of a variant, or adds some", a.set),
		answer("GET", "/ob/lowstock", "What is on sale and of which there are few, the fewest first", a.low),
		accept("POST", "/ob/lowstock", "Sets at how many pieces they are low: of a variant, a listing or the shop", a.setLow),
		answer("GET", "/ob/licensekeys/{slug}", "How many licence keys there are of a listing", a.keys),
		accept("POST", "/ob/licensekeys/{slug}", "Adds licence keys, which go to orders in their turn", a.addKeys),
		accept("DELETE", "/ob/licensekeys/{slug}", "Takes back a licence key that nobody has", a.removeKey),
		{
			method: "POST", path: "/ob/importlistings", summary: "Reads listings from a table, all of them or none: CSV of at most 8 MiB",
			bodyMedia: csvMedia, limit: storefront.MaxCSV, reply: reflect.TypeFor[importedReply](), handle: a.read,
		},
		{method: "GET", path: "/ob/exportlistings", summary: "All listings as a table, without pictures", replyMedia: csvMedia, handle: a.write},
	}
}

const csvMedia = "text/csv"

// stockOf is what there is of a listing.
func stockOf(it storefront.Item) []stockForm {
	return each(it.Pieces, func(p storefront.Pieces) stockForm {
		return stockForm{it.Slug, p.Variant, p.Free, p.Reserved, p.Threshold}
	})
}

func (a stockCalls) all(r *http.Request) ([]stockForm, error) {
	items, err := a.shop.Items(r.Context())
	all := []stockForm{}
	for _, it := range items {
		all = append(all, stockOf(it)...)
	}
	return all, err
}

func (a stockCalls) set(r *http.Request, in stockBody) (done, error) {
	if in.Add {
		return done{}, a.shop.Restock(r.Context(), in.Slug, in.Variant, in.Quantity)
	}
	return done{}, a.shop.SetPieces(r.Context(), in.Slug, in.Variant, in.Quantity)
}

func (a stockCalls) low(r *http.Request) ([]lowForm, error) {
	all, err := a.shop.LowStock(r.Context())
	return each(all, func(l storefront.Low) lowForm { return lowForm{l.Slug, l.Title, l.Variant, l.SKU, l.Free, l.Threshold} }), err
}

func (a stockCalls) setLow(r *http.Request, in lowBody) (done, error) {
	if in.LowAt == nil {
		return done{}, a.shop.DropThreshold(r.Context(), in.Slug, in.Variant)
	}
	return done{}, a.shop.SetThreshold(r.Context(), storefront.Threshold{Slug: in.Slug, Variant: in.Variant, Pieces: *in.LowAt})
}

func (a stockCalls) keys(r *http.Request) (keysReply, error) {
	left, taken, err := a.shop.Keys(r.Context(), r.PathValue("slug"))
	return keysReply{left, taken}, err
}

func (a stockCalls) addKeys(r *http.Request, in keysBody) (addedReply, error) {
	n, err := a.shop.AddKeys(r.Context(), r.PathValue("slug"), in.Keys)
	return addedReply{n}, err
}

func (a stockCalls) removeKey(r *http.Request, in keyBody) (done, error) {
	return done{}, a.shop.RemoveKey(r.Context(), r.PathValue("slug"), in.Key)
}

func (a stockCalls) read(w http.ResponseWriter, r *http.Request) error {
	b, err := readBody(w, r)
	if err != nil {
		return err
	}
	n, err := a.shop.Import(r.Context(), bytes.NewReader(b))
	return reply(w, importedReply{n}, err)
}

func (a stockCalls) write(w http.ResponseWriter, r *http.Request) error {
	return download(w, csvMedia, "listings.csv", func(to *bufio.Writer) error { return a.shop.Export(r.Context(), to) })
}
