//! Questions of readers as they come in: who gets how many through, and which are the same.

use crate::{
    ids::{OrganisationId, QuestionId},
    platform::gate::Standing,
};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// Questions with a proof of work that an organisation takes in a day, as far as one process knows.
const PROVEN_A_DAY: i32 = 80;
/// Questions without one.
const UNPROVEN_A_DAY: i32 = 20;

/// Question that somebody asks.
#[derive(Debug)]
pub struct Asked {
    pub id: QuestionId,
    pub text: String,
    pub standing: Standing,
}

impl Asked {
    /// Returns the question of a form. A `stamp` that was worked for makes the id: it counts once.
    pub fn new(text: String, stamp: Option<&str>) -> Self {
        match stamp {
            Some(stamp) => {
                let hash = Sha256::digest(stamp);
                let half = std::array::from_fn(|at| hash[at]);
                let id = Builder::from_random_bytes(half).into_uuid().into();
                Self { id, text, standing: Standing::Proven }
            }
            None => Self { id: QuestionId::new(), text, standing: Standing::Unproven },
        }
    }

    /// Returns the name of the gate's counter for this question, and its bound for a day.
    pub const fn counter(&self, organisation: OrganisationId) -> (Uuid, i32) {
        let (apart, most) = match self.standing {
            Standing::Proven => (1, PROVEN_A_DAY),
            Standing::Unproven => (2, UNPROVEN_A_DAY),
        };
        (Uuid::from_u128(organisation.untyped().as_u128() ^ apart), most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_makes_one_id_and_those_without_have_each_their_own() {
        let of = |stamp| Asked::new("Why?".to_owned(), stamp);
        let [one, again, other] = ["a", "a", "b"].map(|stamp| of(Some(stamp)));
        assert!(one.id == again.id && one.id != other.id && of(None).id != of(None).id);
        assert_eq!(one.id.untyped().get_version_num(), 4);
        let (house, other) = (OrganisationId::new(), OrganisationId::new());
        assert_ne!(one.counter(house).0, of(None).counter(house).0);
        assert_ne!(one.counter(house).0, one.counter(other).0);
    }
}
