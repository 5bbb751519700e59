package terms

import (
	"restante/messaging/pb"
	"restante/messaging/storefront/listing"
)

func lineToWire(l Line) *pb.Terms_Line {
	return &pb.Terms_Line{
		Listing: l.Listing[:], Slug: l.Slug, Title: l.Title, Kind: uint32(l.Kind), Options: each(l.Options, optionToWire),
		Variant: l.Variant, Sku: l.SKU, Quantity: l.Quantity, Price: uint64(l.Price), TaxClass: l.TaxClass,
		Profile: l.Profile, Service: l.Service,
	}
}

func lineFromWire(w *pb.Terms_Line) Line {
	return Line{
		Listing: hash(w.GetListing()), Slug: w.GetSlug(), Title: w.GetTitle(), Kind: listing.Kind(min(w.GetKind(), 255)),
		Options: each(w.GetOptions(), optionFromWire), Variant: w.GetVariant(), SKU: w.GetSku(),
		Quantity: w.GetQuantity(), Price: amount(w.GetPrice()), TaxClass: w.GetTaxClass(),
		Profile: w.GetProfile(), Service: w.GetService(),
	}
}

func optionToWire(o Option) *pb.Terms_Option { return &pb.Terms_Option{Name: o.Name, Choice: o.Choice} }

func optionFromWire(w *pb.Terms_Option) Option { return Option{w.GetName(), w.GetChoice()} }

func shippingToWire(s Shipping) *pb.Terms_Shipping {
	return &pb.Terms_Shipping{
		Profile: s.Profile, Service: s.Service, Price: uint64(s.Price),
		Estimate: &pb.ShopDays{Min: uint32(s.Estimate.Min), Max: uint32(s.Estimate.Max)},
	}
}

func shippingFromWire(w *pb.Terms_Shipping) Shipping {
	return Shipping{w.GetProfile(), w.GetService(), days(w.GetEstimate()), amount(w.GetPrice())}
}

func discountToWire(d Discount) *pb.Terms_Discount {
	return &pb.Terms_Discount{Name: d.Name, Code: d.Code, Line: d.Line, Shipping: d.Shipping, Amount: uint64(d.Amount)}
}

func discountFromWire(w *pb.Terms_Discount) Discount {
	return Discount{w.GetName(), w.GetCode(), w.GetLine(), w.GetShipping(), amount(w.GetAmount())}
}

func taxToWire(x Tax) *pb.Terms_Tax {
	return &pb.Terms_Tax{
		Name: x.Name, Class: x.Class, PerMillion: x.PerMillion, Included: x.Included, Base: uint64(x.Base), Amount: uint64(x.Amount),
	}
}

func taxFromWire(w *pb.Terms_Tax) Tax {
	return Tax{w.GetName(), w.GetClass(), w.GetPerMillion(), w.GetIncluded(), amount(w.GetBase()), amount(w.GetAmount())}
}
