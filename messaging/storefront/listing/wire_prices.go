package listing

import "restante/messaging/pb"

func profileToWire(p Profile) *pb.Shop_Profile {
	return &pb.Shop_Profile{Name: p.Name, From: p.From, Zones: each(p.Zones, zoneToWire)}
}

func profileFromWire(w *pb.Shop_Profile) Profile {
	return Profile{w.GetName(), w.GetFrom(), each(w.GetZones(), zoneFromWire)}
}

func zoneToWire(z Zone) *pb.Shop_Zone {
	return &pb.Shop_Zone{Name: z.Name, Regions: z.Regions, Services: each(z.Services, serviceToWire)}
}

func zoneFromWire(w *pb.Shop_Zone) Zone {
	return Zone{w.GetName(), texts(w.GetRegions()), each(w.GetServices(), serviceFromWire)}
}

func serviceToWire(s ShippingService) *pb.Shop_Service {
	return &pb.Shop_Service{Name: s.Name, Price: uint64(s.Price), Extra: uint64(s.Extra), Days: daysToWire(s.Days)}
}

func serviceFromWire(w *pb.Shop_Service) ShippingService {
	return ShippingService{w.GetName(), amountFromWire(w.GetPrice()), amountFromWire(w.GetExtra()), daysFromWire(w.GetDays())}
}

func taxToWire(t TaxRate) *pb.Shop_Tax {
	return &pb.Shop_Tax{Name: t.Name, Class: t.Class, Regions: t.Regions, PerMillion: t.PerMillion, Included: t.Included}
}

func taxFromWire(w *pb.Shop_Tax) TaxRate {
	return TaxRate{w.GetName(), w.GetClass(), texts(w.GetRegions()), w.GetPerMillion(), w.GetIncluded()}
}

func discountToWire(d Discount) *pb.Shop_Discount {
	w := &pb.Shop_Discount{
		Name: d.Name, Off: uint32(d.Off), PerMillion: d.PerMillion, Amount: uint64(d.Amount), Minimum: uint64(d.Minimum),
		Collections: d.Collections, Listings: d.Listings, From: timeToWire(d.From), Until: timeToWire(d.Until),
		Limit: d.Limit, OncePerBuyer: d.OncePerBuyer,
	}
	if !d.Code.None() {
		w.Salt, w.Hash = d.Code.Salt[:], d.Code.Hash[:]
	}
	return w
}

func discountFromWire(w *pb.Shop_Discount) Discount {
	return Discount{
		Name: w.GetName(), Code: codeFromWire(w), Off: Off(narrow[uint8](w.GetOff())), PerMillion: w.GetPerMillion(),
		Amount: amountFromWire(w.GetAmount()), Minimum: amountFromWire(w.GetMinimum()),
		Collections: texts(w.GetCollections()), Listings: texts(w.GetListings()),
		From: timeFromWire(w.GetFrom()), Until: timeFromWire(w.GetUntil()),
		Limit: w.GetLimit(), OncePerBuyer: w.GetOncePerBuyer(),
	}
}

// codeFromWire takes what whole has let through.
func codeFromWire(w *pb.Shop_Discount) (c Code) {
	copy(c.Salt[:], w.GetSalt())
	copy(c.Hash[:], w.GetHash())
	return c
}

// whole reports whether a discount has a code, or has none: one that is cut short must
// not become a discount for everybody.
func whole(w *pb.Shop_Discount) bool {
	none := len(w.GetSalt()) == 0 && len(w.GetHash()) == 0
	c := codeFromWire(w)
	return none || len(w.GetSalt()) == len(c.Salt) && len(w.GetHash()) == len(c.Hash) && !c.None()
}
