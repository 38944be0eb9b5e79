//! The parts of the plan, as resources of the world: shared, never changed.

use bevy_ecs::component::Mutable;
use bevy_ecs::prelude::{Component, Entity, Mut, Resource, World};
use std::ops::Deref;
use std::sync::Arc;

/// A part of the plan that systems may read.
#[derive(Resource)]
pub struct Known<T: Send + Sync + 'static>(pub Arc<T>);

impl<T: Send + Sync + 'static> Deref for Known<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A component of things the plan numbers: its id is its place in a roll of entities.
pub trait Numbered: Component<Mutability = Mutable> {
    /// The id that stands for it outside the world.
    type Id: Copy;

    /// The id's place.
    fn place(id: Self::Id) -> usize;
}

/// The entities of one kind, by their number in the plan.
#[derive(Resource)]
pub struct Roll<T: Numbered> {
    entities: Vec<Entity>,
    kind: std::marker::PhantomData<fn() -> T>,
}

impl<T: Numbered> Roll<T> {
    /// A roll of these, in their order.
    pub fn new(entities: Vec<Entity>) -> Self {
        Self {
            entities,
            kind: std::marker::PhantomData,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Takes up one more.
    pub fn push(&mut self, entity: Entity) {
        self.entities.push(entity);
    }

    /// The entity of this number.
    pub fn entity(&self, id: T::Id) -> Option<Entity> {
        self.entities.get(T::place(id)).copied()
    }
}

/// Reaching what the plan numbers.
pub trait Reach {
    /// The part of the plan of this type.
    fn plan<T: Send + Sync + 'static>(&self) -> Arc<T>;
    /// The thing of this number. Ids come from the plan, which made the roll, so it is there.
    fn of<T: Numbered>(&self, id: T::Id) -> &T;
    /// The thing of this number, to be changed.
    fn of_mut<T: Numbered>(&mut self, id: T::Id) -> Mut<'_, T>;
    /// The entity of this number.
    fn entity_of<T: Numbered>(&self, id: T::Id) -> Entity;
    /// Takes up a new thing at the end of its roll and gives its number.
    fn take_up<T: Numbered>(&mut self, thing: T) -> usize;
}

impl Reach for World {
    fn plan<T: Send + Sync + 'static>(&self) -> Arc<T> {
        self.resource::<Known<T>>().0.clone()
    }

    fn entity_of<T: Numbered>(&self, id: T::Id) -> Entity {
        self.resource::<Roll<T>>()
            .entity(id)
            .expect("ids come from the plan, which made the roll")
    }

    fn of<T: Numbered>(&self, id: T::Id) -> &T {
        self.get(self.entity_of::<T>(id))
            .expect("entities on a roll are never despawned")
    }

    fn of_mut<T: Numbered>(&mut self, id: T::Id) -> Mut<'_, T> {
        let entity = self.entity_of::<T>(id);
        self.get_mut(entity)
            .expect("entities on a roll are never despawned")
    }

    fn take_up<T: Numbered>(&mut self, thing: T) -> usize {
        let entity = self.spawn(thing).id();
        let mut roll = self.resource_mut::<Roll<T>>();
        roll.push(entity);
        roll.len() - 1
    }
}
