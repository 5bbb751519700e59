package listing

import "restante/messaging/pb"

func (l Listing) toWire() ([]byte, error) {
	return marshal(&pb.Listing{
		Shop: keyOf(l.Shop), Updated: timeToWire(l.Updated), Slug: l.Slug,
		Kind: uint32(l.Kind), Title: l.Title, Description: l.Description, Category: l.Category, Condition: uint32(l.Condition),
		Tags: l.Tags, Collections: l.Collections, Photos: each(l.Photos, photoToWire),
		Currency: currencyToWire(l.Currency), Options: each(l.Options, optionToWire), Variants: each(l.Variants, variantToWire),
		Shipping: l.Shipping, Delivery: uint32(l.Delivery), TaxClass: l.TaxClass, Processing: daysToWire(l.Processing),
		Returns: l.Returns, Terms: l.Terms,
	})
}

// Draft is the bytes of a listing that is being written: unsigned, and valid or not.
func (l Listing) Draft() ([]byte, error) { return l.toWire() }

func listingFromWire(b []byte) (Listing, error) {
	l, err := OpenDraft(b)
	if err == nil {
		err = l.Check()
	}
	if err != nil {
		return Listing{}, err
	}
	return l, nil
}

// OpenDraft reads what Draft wrote.
func OpenDraft(b []byte) (Listing, error) {
	var w pb.Listing
	if err := unmarshal(b, &w); err != nil {
		return Listing{}, err
	}
	return Listing{
		Shop: peerOf(w.Shop), Updated: timeFromWire(w.Updated), Slug: w.Slug,
		Kind: Kind(narrow[uint8](w.Kind)), Title: w.Title, Description: w.Description, Category: w.Category,
		Condition: Condition(narrow[uint8](w.Condition)),
		Tags:      texts(w.Tags), Collections: texts(w.Collections), Photos: each(w.Photos, photoFromWire),
		Currency: currencyFromWire(w.Currency), Options: each(w.Options, optionFromWire), Variants: each(w.Variants, variantFromWire),
		Shipping: texts(w.Shipping), Delivery: Delivery(narrow[uint8](w.Delivery)), TaxClass: w.TaxClass,
		Processing: daysFromWire(w.Processing), Returns: w.Returns, Terms: w.Terms,
	}, nil
}

func optionToWire(o Option) *pb.Listing_Option {
	return &pb.Listing_Option{Name: o.Name, Choices: o.Choices}
}

func optionFromWire(w *pb.Listing_Option) Option {
	return Option{Name: w.GetName(), Choices: texts(w.GetChoices())}
}

func variantToWire(v Variant) *pb.Listing_Variant {
	return &pb.Listing_Variant{Id: v.ID, Choices: v.Choices, Price: uint64(v.Price), Sku: v.SKU, Counted: v.Counted, SoldOut: v.SoldOut}
}

func variantFromWire(w *pb.Listing_Variant) Variant {
	return Variant{
		ID: w.GetId(), Choices: texts(w.GetChoices()), Price: amountFromWire(w.GetPrice()),
		SKU: w.GetSku(), Counted: w.GetCounted(), SoldOut: w.GetSoldOut(),
	}
}

func (p Page) toWire() ([]byte, error) {
	return marshal(&pb.ShopPage{Shop: keyOf(p.Shop), Cards: each(p.Cards, cardToWire)})
}

func pageFromWire(b []byte) (Page, error) {
	var w pb.ShopPage
	if err := unmarshal(b, &w); err != nil {
		return Page{}, err
	}
	p := Page{Shop: peerOf(w.Shop), Cards: each(w.Cards, cardFromWire)}
	if err := p.Check(); err != nil {
		return Page{}, err
	}
	return p, nil
}

func cardToWire(c Card) *pb.ShopPage_Card {
	return &pb.ShopPage_Card{
		Slug: c.Slug, Title: c.Title, Kind: uint32(c.Kind), Lowest: uint64(c.Lowest), Highest: uint64(c.Highest),
		Thumb: pictureToWire(c.Thumb), Tags: c.Tags, Category: c.Category, Collections: c.Collections,
		SoldOut: c.SoldOut, Sha256: c.Hash[:],
	}
}

func cardFromWire(w *pb.ShopPage_Card) Card {
	return Card{
		Slug: w.GetSlug(), Title: w.GetTitle(), Kind: Kind(narrow[uint8](w.GetKind())),
		Lowest: amountFromWire(w.GetLowest()), Highest: amountFromWire(w.GetHighest()), Thumb: pictureFromWire(w.GetThumb()),
		Tags: texts(w.GetTags()), Category: w.GetCategory(), Collections: texts(w.GetCollections()),
		SoldOut: w.GetSoldOut(), Hash: hashFromWire(w.GetSha256()),
	}
}
