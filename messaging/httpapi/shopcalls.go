package httpapi

import (
	"cmp"
	"errors"
	"maps"
	"net/http"
	"reflect"
	"slices"

	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
)

// shopCalls answers the routes of one's own shop.
type shopCalls struct{ shop Shop }

func shopRoutes(s Shop) []route {
	a := shopCalls{s}
	return []route{
		answer("GET", "/ob/profile", "One's own shop, as it is edited", a.get),
		accept("PUT", "/ob/profile", "Puts another version in the place of one's own shop", a.save),
		answer("GET", "/ob/publish", "How far the shop is published", a.publication),
		answer("POST", "/ob/publish", "Publishes now what is new, and ends when others can see it; it happens by itself as well", a.publish),
		{
			method: "POST", path: "/ob/images", summary: "Adds a picture for a listing or the shop: a PNG, JPEG, GIF or WebP file of at most 8 MiB",
			params:    []param{{name: "alt", in: "query", about: "what it shows, in words"}},
			bodyMedia: "image/*", limit: maxImage, reply: reflect.TypeFor[imageForm](), handle: a.addImage,
		},
		{method: "GET", path: "/ob/images/{cid}", summary: "A picture of one's own shop, in one of its sizes", replyMedia: "image/jpeg", handle: a.image},
	}
}

const maxImage = 8 << 20

func (a shopCalls) get(r *http.Request) (shopReply, error) {
	s, err := a.shop.Shop(r.Context())
	if err != nil {
		return shopReply{}, err
	}
	codes, err := a.shop.Codes(r.Context())
	items, err2 := a.shop.Items(r.Context())
	if err = cmp.Or(err, err2); err != nil {
		return shopReply{}, err
	}
	out := shopReply{PeerID: s.Peer.String(), LastModified: s.Updated.UTC(), Listings: onSale(items), Profile: shopOf(s)}
	for i, d := range out.Profile.Discounts {
		if text, known := codes[d.Name]; known && d.NeedsCode {
			out.Profile.Discounts[i].DiscountCode = &text
		}
	}
	return out, err
}

// onSale counts those that visitors see.
func onSale(items []storefront.Item) (n uint32) {
	for _, it := range items {
		if it.State == storefront.OnSale {
			n++
		}
	}
	return n
}

// save gives discounts their codes at once: a moment without one, and everybody would
// have it.
func (a shopCalls) save(r *http.Request, in shopForm) (done, error) {
	s, err := in.shop()
	if err != nil {
		return done{}, err
	}
	before, err := a.codes(r)
	if err != nil {
		return done{}, err
	}
	changed := make(map[string]string)
	for i, d := range in.Discounts {
		was := before[d.Name]
		s.Discounts[i].Code = was.code
		if d.DiscountCode == nil || was.text == listing.NormalCode(*d.DiscountCode) {
			continue
		}
		changed[d.Name] = *d.DiscountCode
		if s.Discounts[i].Code, err = newCode(*d.DiscountCode); err != nil {
			return done{}, err
		}
	}
	if err := a.shop.SaveShop(r.Context(), s); err != nil {
		return done{}, err
	}
	for name, text := range changed {
		if err := a.shop.SetCode(r.Context(), name, text); err != nil {
			return done{}, err
		}
	}
	return done{}, nil
}

func newCode(text string) (listing.Code, error) {
	if text == "" {
		return listing.Code{}, nil
	}
	return listing.NewCode(text)
}

// secret is a discount's code.
type secret struct {
	code listing.Code
	text string
}

// codes are those of the shop as it is, by discount.
func (a shopCalls) codes(r *http.Request) (map[string]secret, error) {
	texts, err := a.shop.Codes(r.Context())
	if err != nil {
		return nil, err
	}
	s, err := a.shop.Shop(r.Context())
	if errors.Is(err, storefront.ErrNoShop) {
		return nil, nil
	}
	all := make(map[string]secret)
	for _, d := range s.Discounts {
		all[d.Name] = secret{d.Code, texts[d.Name]}
	}
	return all, err
}

type publication struct {
	Root    string `json:"root,omitempty" about:"the folder that visitors see; missing: none yet"`
	Size    int64  `json:"size" about:"bytes"`
	Pending bool   `json:"pending" about:"there is something that they do not see yet"`

	Refused []refusedSite   `json:"refused,omitempty" about:"push nodes that did not take it when they were last told"`
	Failed  []failedListing `json:"failed,omitempty" about:"listings that could not be signed; all others are published"`
}

type failedListing struct {
	Slug   string `json:"slug"`
	Reason string `json:"reason"`
}

type refusedSite struct {
	PeerID string `json:"peerId"`
	Reason string `json:"reason"`
}

func (a shopCalls) publication(r *http.Request) (publication, error) {
	p, err := a.shop.Publication(r.Context())
	out := publication{Size: p.Size, Pending: p.Pending}
	for _, node := range slices.Sorted(maps.Keys(p.Refused)) {
		out.Refused = append(out.Refused, refusedSite{node.String(), p.Refused[node]})
	}
	for _, f := range p.Failed {
		out.Failed = append(out.Failed, failedListing{f.Slug, f.Why.Error()})
	}
	if p.Root.Defined() {
		out.Root = p.Root.String()
	}
	return out, err
}

func (a shopCalls) publish(r *http.Request) (done, error) {
	return done{}, reached(a.shop.Publish(r.Context()))
}

func (a shopCalls) addImage(w http.ResponseWriter, r *http.Request) error {
	b, err := readBody(w, r)
	if err != nil {
		return err
	}
	p, err := a.shop.AddPhoto(r.Context(), b, r.URL.Query().Get("alt"))
	if err != nil {
		return err
	}
	return reply(w, imageOf(p), nil)
}

func (a shopCalls) image(w http.ResponseWriter, r *http.Request) error {
	c, err := parseCID(r.PathValue("cid"))
	if err != nil {
		return err
	}
	b, err := a.shop.Photo(r.Context(), c)
	return writePicture(w, b, err)
}
