import KPIProject
import PartnerKPI
import Testing

@Suite("Bundled catalogues")
struct CatalogueTests {
  /// Every KPI: catalogue, name, type, better, unit, how it combines over entities and over time, and the
  /// smallest and largest value.
  static let table = """
    partner-program partner_revenue flow higher currency sum/sum - -
    partner-program partner_revenue_generated flow higher currency sum/sum - -
    partner-program indirect_revenue_share ratio higher share ratio/ratio - 1
    partner-program profit_margin ratio higher share ratio/ratio - 1
    partner-program active_partners stock higher count count_active/last 0 -
    partner-program partner_applications flow higher count sum/sum 0 -
    partner-program partners_recruited flow higher count sum/sum 0 -
    partner-program time_to_approve duration lower days median/median 0 -
    partner-program recruit_to_active_rate ratio higher share ratio/ratio 0 1
    partner-program onboarding_completion_rate ratio higher share ratio/ratio 0 1
    partner-program time_to_first_deal duration lower days median/median 0 -
    partner-program activation_rate_90d ratio higher share ratio/ratio 0 1
    partner-program training_completion_rate ratio higher share ratio/last 0 1
    partner-program certified_partner_pct ratio higher share ratio/last 0 1
    partner-program certification_lapse_rate ratio lower share ratio/ratio 0 1
    partner-program partner_engagement_rate ratio higher share ratio/ratio 0 1
    partner-program collab_tool_usage_rate ratio higher share ratio/ratio 0 1
    partner-program campaign_response_rate ratio higher share ratio/ratio 0 1
    partner-program leads_generated flow higher count sum/sum 0 -
    partner-program mdf_spend flow none currency sum/sum 0 -
    partner-program mdf_roi ratio higher times ratio/ratio - -
    partner-program lead_to_opportunity_rate ratio higher share ratio/ratio 0 1
    partner-program deal_registrations flow higher count sum/sum 0 -
    partner-program deal_registration_rate ratio higher share ratio/ratio 0 1
    partner-program pipeline_value stock higher currency sum/last 0 -
    partner-program sales_volume flow higher units sum/sum 0 -
    partner-program won_deals flow higher count sum/sum 0 -
    partner-program win_rate ratio higher share ratio/ratio 0 1
    partner-program avg_deal_size ratio higher currency ratio/ratio 0 -
    partner-program sales_cycle duration lower days median/median 0 -
    partner-program customer_acquisition_rate ratio higher share ratio/ratio 0 -
    partner-program channel_effectiveness ratio higher share ratio/ratio 0 1
    partner-program incentive_attainment ratio higher share ratio/ratio 0 -
    partner-program incentive_payout flow none currency sum/sum 0 -
    partner-program payout_rate ratio none share ratio/ratio 0 -
    partner-program revenue_growth ratio higher share ratio/ratio -1 -
    partner-program cross_sell_rate ratio higher share ratio/ratio 0 1
    partner-program whitespace stock none currency sum/last 0 -
    partner-program customer_retention_rate ratio higher share ratio/ratio 0 1
    partner-program renewal_rate ratio higher share ratio/ratio 0 1
    partner-program clv mean higher currency weighted_mean/weighted_mean - -
    partner-program partner_satisfaction score higher score weighted_mean/weighted_mean 1 5
    partner-program partner_churn_rate ratio lower share ratio/ratio 0 1
    partner-program csat score higher score weighted_mean/weighted_mean 0 100
    partner-program nps score higher score weighted_mean/weighted_mean -100 100
    partner-program query_response_time duration lower hours median/median 0 -
    partner-program standards_adherence ratio higher share ratio/ratio 0 1
    partner-program audit_pass_rate ratio higher share ratio/ratio 0 1
    partner-program defect_rate ratio lower share ratio/ratio 0 1
    partner-program employee_turnover ratio lower share ratio/ratio 0 -
    automotive defect_free_rate ratio higher share ratio/ratio 0 1
    automotive defect_free_units flow higher count sum/sum 0 -
    automotive on_time_delivery ratio higher share ratio/ratio 0 1
    automotive delivery_time_to_dealer duration lower days median/median 0 -
    automotive supply_chain_efficiency ratio higher share ratio/ratio 0 1
    consumer-electronics new_products_launched flow higher count sum/sum 0 -
    consumer-electronics market_share ratio higher share ratio/ratio 0 1
    consumer-electronics return_rate ratio lower share ratio/ratio 0 1
    consumer-electronics review_score score higher score weighted_mean/weighted_mean 1 5
    consumer-electronics model_sales flow higher units sum/sum 0 -
    consumer-electronics technical_issue_rate ratio lower per_1000 ratio/ratio 0 -
    energy energy_output flow higher MWh sum/sum 0 -
    energy power_output stock higher MW sum/mean 0 -
    energy cost_per_mwh ratio lower currency/MWh ratio/ratio 0 -
    energy emission_level flow lower tCO2e sum/sum 0 -
    energy emission_intensity ratio lower tCO2e/MWh ratio/ratio 0 -
    energy capacity_factor ratio higher share ratio/ratio 0 1
    energy renewable_share ratio higher share ratio/ratio 0 1
    energy wind_share ratio higher share ratio/ratio 0 1
    financial-services loan_approval_rate ratio none share ratio/ratio 0 1
    financial-services cac ratio lower currency ratio/ratio 0 -
    financial-services roi ratio higher share ratio/ratio -1 -
    financial-services new_accounts flow higher count sum/sum 0 -
    financial-services loan_processing_time duration lower days median/median 0 -
    financial-services portfolio_profitability ratio higher share ratio/ratio - -
    food-beverage production_yield ratio higher share ratio/ratio 0 1
    food-beverage food_waste flow lower kg sum/sum 0 -
    food-beverage waste_rate ratio lower share ratio/ratio 0 1
    food-beverage quality_pass_rate ratio higher share ratio/ratio 0 1
    food-beverage taste_score score higher score weighted_mean/weighted_mean 0 100
    food-beverage repeat_rate ratio higher share ratio/ratio 0 1
    healthcare recovery_rate ratio higher share ratio/ratio 0 1
    healthcare wait_time duration lower minutes median/median 0 -
    healthcare protocol_adherence ratio higher share ratio/ratio 0 1
    healthcare length_of_stay duration lower days ratio/ratio 0 -
    information-technology availability ratio higher share ratio/ratio 0 1
    information-technology incident_response_time duration lower hours median/median 0 -
    information-technology resolution_time duration lower hours median/median 0 -
    information-technology user_satisfaction score higher score weighted_mean/weighted_mean 1 5
    information-technology sla_compliance ratio higher share ratio/ratio 0 1
    pharma development_time duration lower months median/median 0 -
    pharma time_to_market duration lower months median/median 0 -
    pharma regulatory_approval_rate ratio higher share ratio/ratio 0 1
    pharma trial_success_rate ratio higher share ratio/ratio 0 1
    pharma manufacturing_defect_incidence ratio lower ppm ratio/ratio 0 1000000
    pharma audit_findings flow lower count sum/sum 0 -
    pharma pipeline_by_phase stock none count sum/last 0 -
    retail sales_per_sqft ratio higher currency/ft2 ratio/ratio 0 -
    retail inventory_turnover ratio higher times ratio/ratio 0 -
    retail days_to_replenish duration lower days median/median 0 -
    retail revenue_per_store ratio higher currency ratio/ratio 0 -
    retail promo_uplift ratio higher share ratio/ratio -1 -
    retail csat score higher score weighted_mean/weighted_mean 0 100
    telecom call_drop_rate ratio lower share ratio/ratio 0 1
    telecom new_subscribers flow higher count sum/sum 0 -
    telecom churn ratio lower share ratio/ratio 0 1
    telecom coverage_quality share higher share weighted_mean/weighted_mean 0 1
    telecom service_response_time duration lower minutes median/median 0 -
    telecom plan_satisfaction score higher score weighted_mean/weighted_mean 1 5
    """

  /// A bound without a needless `.0`.
  private static func text(_ bound: Double?) -> String {
    guard let bound else { return "-" }
    return Int(exactly: bound).map(String.init) ?? "\(bound)"
  }

  @Test("a catalogued KPI without a project is averaged, added up or carried as the catalogue says")
  func namesWithoutProject() throws {
    var others: [String] = []
    for catalogue in try Catalogue.names.map(Catalogue.init(named:)) {
      for kpi in catalogue.kpis.map(\.kpi) {
        let found = KPI.recognised(named: kpi.id).kind
        if found != (kpi.kind.addsUp ? kpi.kind : .mean) { others.append(kpi.id) }
      }
    }
    // Nothing in its words says that a power is a level.
    #expect(others == ["power_output"])
  }

  @Test("every KPI stands in its catalogue as the table says", arguments: Catalogue.names)
  func everyKPI(name: String) throws {
    let catalogue = try Catalogue(named: name)
    let lines = catalogue.kpis.map { kpi in
      let way = kpi.kpi.aggregation.names
      let unit = kpi.unit.map(\.description) ?? "-"
      return [
        name, kpi.id, kpi.kpi.kind.name, kpi.kpi.direction.name, unit,
        "\(way.entities)/\(way.time)", Self.text(kpi.kpi.range?.lower),
        Self.text(kpi.kpi.range?.upper),
      ].joined(separator: " ")
    }
    let expected = Self.table.split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix(name + " ") }
    #expect(lines == expected)
  }

  @Test("there are eleven catalogues, ten of them of industries, with 109 KPIs")
  func counts() throws {
    #expect(Catalogue.names.count == 11 && Catalogue.industries.count == 10)
    let all = try Catalogue.names.flatMap { try Catalogue(named: $0).kpis }
    #expect(all.count == 109)
    #expect(Self.table.split(separator: "\n").count == 109)
  }

  @Test("every KPI says all that a reader wants to know of it", arguments: Catalogue.names)
  func complete(name: String) throws {
    for kpi in try Catalogue(named: name).kpis {
      let story = kpi.story
      let texts = [story.label, story.description, story.formula]
      #expect(texts.allSatisfy { $0?.isEmpty == false }, "\(kpi.id)")
      #expect(story.stage != nil && story.role != nil && kpi.unit != nil, "\(kpi.id)")
    }
  }

  @Test(
    "every catalogue reads without error, and its goals pass the checks", arguments: Catalogue.names
  )
  func reads(name: String) throws {
    let catalogue = try Catalogue(named: name)
    #expect(catalogue.name == name)
    #expect(!catalogue.label.isEmpty && !catalogue.description.isEmpty)
    #expect(!catalogue.goals.isEmpty)
    let errors = ProjectCheck(catalogue.project).findings().filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
  }

  @Test("the partner program speaks of all eight stages", arguments: LifecycleStage.allCases)
  func stages(stage: LifecycleStage) throws {
    let kpis = try Catalogue(named: "partner-program").kpis.filter { $0.story.stage == stage }
    #expect(kpis.count >= 3)
  }

  @Test(
    "the hypotheses of what leads what are those of the partner's life",
    arguments: [
      ("partners_recruited", "active_partners", 2...6),
      ("training_completion_rate", "certified_partner_pct", 1...3),
      ("certified_partner_pct", "deal_registrations", 1...6),
      ("campaign_response_rate", "leads_generated", 0...2),
      ("leads_generated", "deal_registrations", 1...3), ("deal_registrations", "won_deals", 1...6),
      ("won_deals", "partner_revenue", 0...1), ("partner_revenue", "renewal_rate", 10...14),
      ("partner_satisfaction", "partner_churn_rate", 3...9),
      ("query_response_time", "partner_engagement_rate", 1...3),
      ("certification_lapse_rate", "win_rate", 1...4),
    ])
  func leads(from: String, to: String, lag: ClosedRange<Int>) throws {
    let kpi = try #require(
      try Catalogue(named: "partner-program").kpis.first { $0.id == from })
    #expect(kpi.story.leads.contains(KPILead(kpi: to, lag: lag)))
  }

  @Test("ratios of the catalogues are ratios of sums")
  func ratios() throws {
    for name in Catalogue.names {
      let project = try Catalogue(named: name).project
      for measure in project.measures {
        guard case .ratio(let above, let below) = measure.kpi.kind else { continue }
        #expect(measure.quotient?.denominator != nil && above != "" && below != "")
      }
    }
  }

  @Test("an unknown catalogue is refused with the nearest name")
  func unknown() {
    #expect {
      try Catalogue(named: "retial")
    } throws: { error in
      let error = error as? ProjectError
      return error?.kind == .usage && error?.fix == "did you mean 'retail'?"
    }
  }
}
