//! Who is in the demonstration: three groups and 53 members, none of whom exists.

/// A group, before its year begins.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    pub(super) country: &'static str,
    pub(super) currency: &'static str,
    pub(super) dialling_code: &'static str,
    pub(super) district: &'static str,
    pub(super) parish: &'static str,
    pub(super) village: &'static str,
    pub(super) place: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) frequency: &'static str,
    /// Days from one meeting to the next.
    pub(super) every: u64,
    /// The least that is saved at a meeting, in cents.
    pub(super) base: i64,
    pub(super) provider: i32,
    pub(super) activity: (&'static str, &'static str, &'static str),
    pub(super) first_names: &'static [(&'static str, &'static str)],
    pub(super) last_names: &'static [&'static str],
}

impl Group {
    /// The part of a user's name that is the group's.
    pub(super) fn slug(&self) -> String {
        self.name.to_lowercase()
    }
}

/// What members do for a living.
pub(super) const OCCUPATIONS: &[&str] =
    &["Farmer", "Tailor", "Trader", "Teacher", "Carpenter", "Hairdresser", "Mason", "Nurse", "Boda rider", "Cook"];

/// What members borrow for.
pub(super) const PURPOSES: &[&str] =
    &["School fees", "Seeds and fertiliser", "Stock for the shop", "A sewing machine", "Roof sheets", "Medical bills"];

const F: &str = "female";
const M: &str = "male";

pub(super) static GROUPS: [Group; 3] = [
    Group {
        name: "Twitezimbere",
        code: "RW-GAS-001",
        country: "RW",
        currency: "RWF",
        dialling_code: "+250788",
        district: "Gasabo",
        parish: "Kacyiru",
        village: "Kamatamu",
        place: "Kacyiru community hall, Kigali",
        latitude: -1.9355,
        longitude: 30.0928,
        frequency: "weekly",
        every: 7,
        base: 50_000,
        provider: 1,
        activity: ("Maize and beans", "farming", r#"["maize","beans"]"#),
        first_names: &[
            ("Amina", F),
            ("Jean", M),
            ("Keza", F),
            ("Eric", M),
            ("Solange", F),
            ("Patrick", M),
            ("Diane", F),
            ("Gaspard", M),
            ("Aline", F),
            ("Olivier", M),
            ("Chantal", F),
            ("Innocent", M),
            ("Josiane", F),
            ("Emmanuel", M),
            ("Yvonne", F),
            ("Didier", M),
            ("Clarisse", F),
            ("Faustin", M),
            ("Gloria", F),
            ("Theogene", M),
        ],
        last_names: &[
            "Uwase",
            "Habimana",
            "Mukamana",
            "Nshimiyimana",
            "Ingabire",
            "Niyonzima",
            "Uwimana",
            "Mugisha",
            "Nyirahabimana",
            "Bizimana",
        ],
    },
    Group {
        name: "Kwagalana",
        code: "UG-KLA-001",
        country: "UG",
        currency: "UGX",
        dialling_code: "+256772",
        district: "Kampala",
        parish: "Nakawa",
        village: "Bukoto",
        place: "St. Kizito school, Bukoto",
        latitude: 0.3476,
        longitude: 32.5967,
        frequency: "fortnightly",
        every: 14,
        base: 500_000,
        provider: 2,
        activity: ("Kwagalana baskets", "crafts", r#"["baskets","mats"]"#),
        first_names: &[
            ("Sarah", F),
            ("Moses", M),
            ("Grace", F),
            ("Ronald", M),
            ("Prossy", F),
            ("Ivan", M),
            ("Harriet", F),
            ("Godfrey", M),
            ("Juliet", F),
            ("Isaac", M),
            ("Agnes", F),
            ("Brian", M),
            ("Miriam", F),
            ("Samuel", M),
            ("Ruth", F),
            ("Denis", M),
            ("Esther", F),
            ("Joseph", M),
        ],
        last_names: &["Namutebi", "Okello", "Akello", "Ssemwanga", "Nakato", "Mugerwa", "Nansubuga", "Kato", "Atim"],
    },
    Group {
        name: "Umoja",
        code: "KE-NBO-001",
        country: "KE",
        currency: "KES",
        dialling_code: "+254722",
        district: "Nairobi",
        parish: "Kibra",
        village: "Makina",
        place: "Makina market, Nairobi",
        latitude: -1.3133,
        longitude: 36.7892,
        frequency: "monthly",
        every: 30,
        base: 30_050,
        provider: 3,
        activity: ("Umoja poultry", "livestock", r#"["eggs","chicken"]"#),
        first_names: &[
            ("Wanjiru", F),
            ("Otieno", M),
            ("Achieng", F),
            ("Kamau", M),
            ("Njeri", F),
            ("Mwangi", M),
            ("Atieno", F),
            ("Kiprono", M),
            ("Mumbi", F),
            ("Ouma", M),
            ("Chebet", F),
            ("Mutua", M),
            ("Zawadi", F),
            ("Juma", M),
            ("Nyambura", F),
        ],
        last_names: &["Kariuki", "Odhiambo", "Wambui", "Cheruiyot", "Mutiso"],
    },
];
