// PartnerKPI
