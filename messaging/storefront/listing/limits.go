package listing

import "time"

// Limits, all of them. Lengths are bytes of UTF-8.
const (
	MaxListing = 64 << 10  // bytes of a signed listing
	MaxShop    = 256 << 10 // bytes of a signed shop
	MaxPage    = 256 << 10 // bytes of an index page: one block

	MaxListings = 5_000 // of a shop
	PerPage     = 100   // listings on an index page

	MaxSlug        = 70
	MaxTitle       = 140
	MaxDescription = 20_000
	MaxText        = 10_000 // of policies, terms and the like
	MaxName        = 60     // of options, choices, categories, profiles, taxes
	MaxSKU         = 40
	MaxKey         = 500 // of a licence key: in the pool, and in the event that hands it over
	MaxTags        = 10
	MaxCollections = 50 // of a shop; a listing is in at most MaxTags of them
	MaxPhotos      = 12
	MaxAlt         = 200
	MaxPicture     = 256 << 10 // bytes of a JPEG: one block

	MaxOptions    = 3
	MaxChoices    = 30
	MaxVariants   = 100
	MaxProfiles   = 20
	MaxZones      = 30
	MaxRegions    = 250
	MaxServices   = 10
	MaxTaxes      = 100
	MaxDiscounts  = 100
	MaxAway       = 10
	MaxPayments   = 10
	MaxModerators = 10
	MaxDays       = 365
	MaxAnswers    = 90 * 24 * time.Hour
)

// A rate of 1 is a whole: 190,000 per million are 19 percent.
const PerMillion = 1_000_000
